using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.PowerShell.Tests;

/// <summary>What a row means depends on that row alone, whatever shapes come before it.</summary>
public sealed class MixedRowTests
{
    /// <summary>Rows as scripts make them: each with columns, names and types of its own.</summary>
    private static readonly string[] Shapes =
    [
        "[pscustomobject]@{ RefId = 'A1'; Code = 'C#'; Plate = 'AB#' }",
        "[pscustomobject]@{ RefId = 'A1'; Code = 'C#'; Plate = 'AB#'; CustomerId = 7 }",
        "[pscustomobject]@{ Referencia = 'A1'; 'Código del tag' = 'C#'; Patente = 'AB#'; 'Número de cliente' = '8' }",
        "[pscustomobject]@{ 'Número de cliente' = 'x'; RefId = 'A1'; Code = 'C#'; Plate = 'AB#' }",
        "@{ RefId = 'A1'; Code = 'C#'; Plate = 'AB#' }",
        "@{ RefId = 'A1'; Tags = @(@{ Code = 'C#'; Plate = 'AB#' }, 'D#:CD#') }",
        "@{ RefId = 'A1'; Tag = @{ Code = 'C#'; Plate = 'AB#' } }",
        "[pscustomobject]@{ RefId = 'A1'; Tag = 'C#:AB#' }",
        "[pscustomobject]@{ RefId = 'A1'; Tag = 'C#'; Patente = 'AB#' }",
        "[pscustomobject]@{ RefId = 'A1'; Code = 'C#', 'D#'; Plate = 'AB#' }",
        "[pscustomobject]@{ RefId = 'A1'; Code = 'C#'; Plate = 'AB#'; Operation = 'Revoke'; Succeeded = 'FALSO' }",
        "[pscustomobject]@{ RefId = ''; Code = 'C#'; Plate = 'AB#' }",
        "[pscustomobject]@{ Unknown = 'A1' }",
        "'A1'",
    ];

    [Property(MaxTest = 15)]
    public Property Rows_of_mixed_shapes_come_to_what_each_comes_to_alone() => Prop.ForAll(
        Gen.Elements(Shapes).ListOf().Where(static shapes => shapes.Count > 1).ToArbitrary(),
        static shapes =>
        {
            string[] rows = [.. shapes.Select(static (shape, i) => shape.Replace("#", $"{i + 10}", StringComparison.Ordinal))];

            var together = Add(string.Join(", ", rows.Select(static row => $"({row})")));
            string[] alone = [.. rows.SelectMany(static row => Add($"({row})"))];

            Assert.Equal(alone, together);
        });

    [Theory]
    [InlineData("CustomerId")]
    [InlineData("Numero de cliente")]
    public async Task A_later_row_s_number_goes_out_although_the_first_row_had_none(string column)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        service.Run($$"""
            [pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11' }, [pscustomobject]@{ RefId = 'A1'; Code = 'O2'; Plate = 'AABB12'; '{{column}}' = 999 } | Add-ParkUpTag -BatchSize 1
            """);

        Assert.Contains(service.Bodies, static body => body.Contains("\"id\":999", StringComparison.Ordinal) && body.Contains("O2", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Bodies, static body => body.Contains("\"id\":999", StringComparison.Ordinal) && body.Contains("O1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_with_two_faults_costs_the_rows_behind_it_nothing()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("""
            [pscustomobject]@{ RefId = 'A1'; Code = 'O1', 'O2'; Plate = 'AABB11'; Operation = 'Revoke'; Succeeded = $false },
            [pscustomobject]@{ RefId = 'A1'; Code = 'O3'; Plate = 'AABB13' },
            [pscustomobject]@{ RefId = 'A1'; Code = 'O4'; Plate = 'AABB14' } | Add-ParkUpTag
            """);

        Assert.Equal(["Rejected", "Added", "Added"], run.Values("Outcome"));
        Assert.Single(run.Errors);
    }

    [Theory]
    [InlineData("@{ RefId = 'A1'; Email = 'a@example.com'; Phone = '56911111111'; Tags = @(@{ Code = 'O1'; Plate = 'AABB11' }) }")]
    [InlineData("@{ RefId = 'A1'; Email = 'a@example.com'; Phone = '56911111111'; Tag = @{ Code = 'O1'; Plate = 'AABB11' } }")]
    [InlineData("@{ RefId = 'A1'; Email = 'a@example.com'; Phone = '56911111111'; tags = 'O1:AABB11' }")]
    [InlineData("('{\"RefId\":\"A1\",\"Email\":\"a@example.com\",\"Phone\":\"56911111111\",\"Tags\":[{\"Code\":\"O1\",\"Plate\":\"AABB11\"}]}' | ConvertFrom-Json -AsHashtable)")]
    public async Task A_hashtable_keeps_its_tags(string row)
    {
        await using var service = await Service.StartAsync();

        service.Run($"{row} | New-ParkUpCustomer").Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("'FALSO'", "Rejected")]
    [InlineData("'no'", "Rejected")]
    [InlineData("0", "Rejected")]
    [InlineData("$false", "Rejected")]
    [InlineData("'perhaps'", "Rejected")]
    [InlineData("$null", "Rejected")]
    [InlineData("@(1, 2)", "Rejected")]
    [InlineData("'VERDADERO'", "Added")]
    [InlineData("'sí'", "Added")]
    [InlineData("$true", "Added")]
    public async Task A_revocation_is_added_again_only_where_it_can_be_read_to_have_succeeded(string succeeded, string outcome)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        Assert.Equal(outcome, $"{service.Run($"[pscustomobject]@{{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11'; Operation = 'Revoke'; Succeeded = {succeeded} }} | Add-ParkUpTag").Value("Outcome")}");
        Assert.Equal(outcome, $"{service.Run($"@{{ RefId = 'A1'; Code = 'O2'; Plate = 'AABB12'; Operation = 'Revoke'; Succeeded = {succeeded} }} | Add-ParkUpTag").Value("Outcome")}");
    }

    [Theory]
    [InlineData("False", "Rejected")]
    [InlineData("FALSO", "Rejected")]
    [InlineData("0", "Rejected")]
    [InlineData("no", "Rejected")]
    [InlineData("perhaps", "Rejected")]
    [InlineData("", "Rejected")]
    [InlineData("VERDADERO", "Added")]
    [InlineData("True", "Added")]
    public async Task A_revocation_in_a_file_is_added_again_only_where_it_can_be_read_to_have_succeeded(string succeeded, string outcome)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, $"RefId;Code;Plate;Operation;Succeeded\r\nA1;O1;AABB11;Revoke;{succeeded}\r\n");

        Assert.Equal(outcome, $"{service.Run($"Import-ParkUpRoster '{file}' | Add-ParkUpTag").Value("Outcome")}");
        File.Delete(file);
    }

    [Fact]
    public async Task A_column_that_a_type_adds_to_a_row_is_found_like_one_of_its_own()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("""
            Update-TypeData -TypeName Acme.Row -MemberType ScriptProperty -MemberName 'Número patente' -Value { 'AABB11' } -Force
            [pscustomobject]@{ PSTypeName = 'Acme.Row'; RefId = 'A1'; 'Código de tag' = 'O1' } | Add-ParkUpTag
            """);

        Assert.Equal(("O1", "AABB11", "Added"), ($"{run.Value("Code")}", $"{run.Value("Plate")}", $"{run.Value("Outcome")}"));
    }

    [Fact]
    public async Task A_column_that_is_added_to_every_custom_object_is_found_like_one_of_a_row_s_own()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("""
            Update-TypeData -TypeName System.Management.Automation.PSCustomObject -MemberType ScriptProperty -MemberName 'Número patente' -Value { 'AABB11' } -Force
            [pscustomobject]@{ RefId = 'A1'; 'Código de tag' = 'O1' } | Add-ParkUpTag
            """);

        Assert.Equal(("O1", "AABB11", "Added"), ($"{run.Value("Code")}", $"{run.Value("Plate")}", $"{run.Value("Outcome")}"));
    }

    [Fact]
    public void The_engine_has_the_lists_that_rows_are_read_from_without_copies()
    {
        var own = typeof(PSObject).GetProperty("InstanceMembers", BindingFlags.Instance | BindingFlags.NonPublic)?.PropertyType;
        var typeNames = typeof(PSObject).GetProperty("InternalTypeNames", BindingFlags.Instance | BindingFlags.NonPublic)?.PropertyType;

        Assert.Equal(typeof(OrderedDictionary), own?.GetField("_members", BindingFlags.Instance | BindingFlags.NonPublic)?.FieldType);
        Assert.True(typeof(Collection<string>).IsAssignableFrom(typeNames));
    }

    [Fact]
    public async Task A_list_without_a_value_is_a_blank_cell_and_a_list_of_lists_is_none()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("""
            [pscustomobject]@{ RefId = 'B1'; Email = @('b@example.com'); Phone = '56911111111'; Name = @() } | New-ParkUpCustomer
            $loop = [System.Collections.ArrayList]::new(); $null = $loop.Add($loop)
            [pscustomobject]@{ RefId = 'B2'; Email = 'b@example.com'; Phone = '56911111111'; Name = $loop } | New-ParkUpCustomer
            """);

        Assert.Equal(["Created", "Rejected"], run.Values("Outcome"));
        Assert.Null(run.Output[0].Properties["Name"].Value);
    }

    /// <summary>What rows come to in a session of their own: customer, number, code, plate and outcome of each result.</summary>
    private static string[] Add(string rows)
    {
        using var session = new ModuleSession().With("c", QuickSandbox.Connect());
        session.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Connection $c").Quiet();
        return [.. session.Run($"{rows} | Add-ParkUpTag -Connection $c").Output.Select(Shown)];

        static string Shown(PSObject result) => string.Join(' ', ((string[])["RefId", "Code", "Plate", "Outcome", "Detail"]).Select(name => $"{name}={result.Properties[name].Value}"));
    }
}
