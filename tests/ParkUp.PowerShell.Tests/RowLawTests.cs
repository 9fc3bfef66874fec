using System.Globalization;
using System.Management.Automation;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.PowerShell.Tests;

/// <summary>Rows in, rows out: whatever a roster holds, each row has exactly one result, in its place.</summary>
public sealed class RowLawTests : IDisposable
{
    private readonly ModuleSession _session = new ModuleSession().With("quick", QuickSandbox.Connect());

    public RowLawTests() => _session.Run("""
        $PSDefaultParameterValues['*-ParkUp*:Connection'] = $quick
        $null = 'A1', 'A2' | ForEach-Object { New-ParkUpCustomer -RefId $_ -Email a@example.com -Phone 56911111111 }
        """).Quiet();

    [Property(MaxTest = 60, Arbitrary = [typeof(Rosters)])]
    public void Each_row_added_has_one_result_in_its_place_and_an_error_where_it_failed(PSObject[] rows) =>
        HasOneResultEach(rows, "Add-ParkUpTag");

    [Property(MaxTest = 60, Arbitrary = [typeof(Rosters)])]
    public void Each_row_revoked_by_code_and_plate_has_one_result_in_its_place(PSObject[] rows) =>
        HasOneResultEach([.. rows.Where(static row => Cell(row, "Code").Length > 0 && Cell(row, "Plate").Length > 0)], "Revoke-ParkUpTag -Confirm:$false");

    [Property(MaxTest = 60, Arbitrary = [typeof(Rosters)])]
    public void Each_row_for_a_new_customer_is_in_exactly_one_result_of_its_customer(PSObject[] drawn)
    {
        var rows = drawn.Select(static row => CsvRow.Of(Rosters.Columns, [.. Rosters.Columns.Select(column => column is "Code" ? $"C{Cell(row, "Line")}" : Cell(row, column))])).ToArray();
        var run = _session.With("quick", QuickSandbox.Connect()).With("rows", rows).Run("$PSDefaultParameterValues['*-ParkUp*:Connection'] = $quick; $rows | New-ParkUpCustomer -ErrorAction SilentlyContinue -ErrorVariable problems; $problems.Count");

        Assert.Null(run.Thrown);
        var results = run.Output.SkipLast(1).ToList();

        // Each row has a code of its own, so it is in exactly one result: among the tags of its customer, or of the
        // result that refuses it.
        foreach (var row in rows)
        {
            var holders = results.Where(result => ((IEnumerable<Client.TagResult>)result.Properties["Tags"].Value!)
                .Any(tag => string.Equals(tag.Code, Cell(row, "Code"), StringComparison.Ordinal)));
            var holder = Assert.Single(holders);
            Assert.Equal(Cell(row, "RefId").Trim(), $"{holder.Properties["RefId"].Value}".Trim());
        }

        Assert.Equal(results.Count(static result => !(bool)result.Properties["Succeeded"].Value!), (int)run.Output[^1].BaseObject);
    }

    public void Dispose() => _session.Dispose();

    private void HasOneResultEach(PSObject[] rows, string cmdlet)
    {
        var run = _session.With("rows", rows).Run($"$rows | {cmdlet} -ErrorAction SilentlyContinue -ErrorVariable problems; $problems.Count");

        Assert.Null(run.Thrown);
        Assert.Equal(rows.Length, run.Output.Count - 1);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(Cell(rows[i], "Line"), run.Output[i].Properties["Line"].Value?.ToString());
        }

        Assert.Equal(run.Output.SkipLast(1).Count(static result => !(bool)result.Properties["Succeeded"].Value!), (int)run.Output[^1].BaseObject);
    }

    private static string Cell(PSObject row, string column) => (string)row.Properties[column].Value;

    /// <summary>Rows of few customers and few tags, good and bad, so that they meet each other.</summary>
    public static class Rosters
    {
        public static IReadOnlyList<string> Columns { get; } = ["RefId", "Code", "Plate", "Email", "Phone", "IsUnlimited", "Line"];

        public static Arbitrary<PSObject[]> Rows()
        {
            var row =
                from refId in Gen.Elements("A1", "A1", "A2", "nobody", "", " A1 ")
                from code in Gen.Elements("O1", "O2", "O3", "O4", "", " ", "1.2E+15", "O\u0007")
                from plate in Gen.Elements("AABB11", "aa-bb-11", "AABB12", "", "---")
                from email in Gen.Elements("a@example.com", "a@example.com", "", "b@example.com")
                from unlimited in Gen.Elements("sí", "", "1", "maybe")
                select (string[])[refId, code, plate, email, "56911111111", unlimited];
            return row.ListOf().Select(rows => rows
                .Select((cells, i) => CsvRow.Of(Columns, [.. cells, (i + 2).ToString(CultureInfo.InvariantCulture)]))
                .ToArray()).ToArbitrary();
        }
    }

    [Theory]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Tag = 5 }", "Tag could not be read")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Tag = @{ Colour = 'red' } }", "Tag could not be read")]
    [InlineData("[pscustomobject]@{ RefId = 'A1', 'B2'; Code = 'O1'; Plate = 'AABB11' }", "RefId could not be read")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Code = [pscustomobject]@{ Number = 1 }; Plate = 'AABB11' }", "Code could not be read")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; CustomerId = 1, 2; Code = 'O1'; Plate = 'AABB11' }", "CustomerId could not be read")]
    [InlineData("[pscustomobject]@{ RefId = $broken; Code = 'O1'; Plate = 'AABB11' }", "RefId could not be read")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Tag = $broken }", "Tag could not be read")]
    public async Task A_value_that_is_no_cell_costs_no_row_its_result(string row, string reason)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("broken", new Broken());

        foreach (var cmdlet in new[] { "Add-ParkUpTag", "Revoke-ParkUpTag -Confirm:$false" })
        {
            var run = service.Run($"{row}, [pscustomobject]@{{ RefId = 'A1'; Code = 'O2'; Plate = 'AABB12' }} | {cmdlet}");

            Assert.Equal(2, run.Output.Count);
            Assert.Equal("Rejected", run.Values("Outcome")[0]);
            Assert.StartsWith(reason, run.Values("Detail")[0]!, StringComparison.Ordinal);
            Assert.StartsWith("InvalidInput,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_tag_that_cannot_be_read_takes_none_of_its_neighbours_with_it()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("Add-ParkUpTag -RefId A1 -Tag 'O3:AABB13', 5, 'O4:AABB14'");

        Assert.Equal(["Added", "Rejected", "Added"], run.Values("Outcome"));
        Assert.Equal(["O3:AABB13", "O4:AABB14"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_control_character_at_the_head_of_a_cell_is_told_as_any_other_and_not_shown()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("[pscustomobject]@{ RefId = 'A1'; Email = \"`0ana@example.com\"; Phone = '56911111111' } | New-ParkUpCustomer");

        Assert.Equal("Email contains a control character.", run.Value("Detail"));
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("$customer | Add-ParkUpTag", "O1:AABB11,O2:AABB12")]
    [InlineData("$customer | Add-ParkUpTag -Code O9 -Plate AABB19", "O9:AABB19")]
    [InlineData("[pscustomobject]@{ RefId = 'A1'; Code = 'O9'; Plate = 'AABB19'; Tags = 'O1:AABB11; O2:AABB12' } | Add-ParkUpTag", "O1:AABB11,O2:AABB12,O9:AABB19")]
    public async Task Tags_of_a_customer_are_rows_unless_others_are_typed(string script, string held)
    {
        await using var service = await Service.StartAsync();
        service.Session.With("customer", service.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 12 -Tag 'O1:AABB11', 'O2:AABB12'").Output);
        service.WithCustomer("A1");

        service.Run(script).Quiet();

        Assert.Equal(held, string.Join(',', service.Holds("A1")));
    }

    [Theory]
    [InlineData("$failed | Add-ParkUpTag")]
    [InlineData("$failed | ForEach-Object { @{ RefId = $_.RefId; Code = $_.Code; Plate = $_.Plate; Operation = \"$($_.Operation)\"; Succeeded = $_.Succeeded } } | Add-ParkUpTag")]
    [InlineData("$failed | ForEach-Object { [pscustomobject]@{ RefId = $_.RefId; Code = $_.Code; Plate = $_.Plate; Operation = \"$($_.Operation)\"; Succeeded = \"$($_.Succeeded)\" } } | Add-ParkUpTag")]
    [InlineData("Import-ParkUpRoster -LiteralPath $file | Add-ParkUpTag")]
    public async Task A_revocation_that_failed_is_never_made_an_addition(string script)
    {
        await using var service = await Service.StartAsync();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "RefId,Code,Plate,Operation,Outcome,Succeeded\nA1,O1,AABB11,Revoke,Failed,False\n", TestContext.Current.CancellationToken);
            service.Session.With("file", file).With("failed", service.Run("Revoke-ParkUpTag -RefId A1 -Code O1 -Plate AABB11 -Confirm:$false").Output);
            service.WithCustomer("A1");

            var run = service.Run(script);

            Assert.StartsWith("This row is a revocation that did not succeed", $"{run.Value("Detail")}", StringComparison.Ordinal);
            Assert.Empty(service.Holds("A1"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_revocation_that_succeeded_can_be_undone()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11");

        service.Run("Revoke-ParkUpTag -RefId A1 -Code O1 -Confirm:$false | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("Add-ParkUpTag")]
    [InlineData("New-ParkUpCustomer")]
    public async Task A_file_that_was_read_with_the_wrong_delimiter_is_told_by_its_header(string cmdlet)
    {
        await using var service = await Service.StartAsync();

        var run = service.Run($"[pscustomobject]@{{ 'RefId;Code;Plate' = 'A1;O1;AABB11' }} | {cmdlet}");

        Assert.StartsWith("The columns were not separated: the only one is 'RefId;Code;Plate'.", $"{run.Value("Detail")}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_with_two_plates_names_the_line_of_the_other()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate,Line", "A1,O1,AABB11,2", "A1,O1,AABB12,3"));

        Assert.Equal(
            "Code 'O1' is given twice for this customer, with plate AABB11 (line 2) and with plate AABB12.",
            service.Run("$rows | Add-ParkUpTag").Values("Detail")[1]);
    }

    private sealed class Broken : System.Collections.IEnumerable
    {
        public System.Collections.IEnumerator GetEnumerator() => throw new InvalidOperationException("Out of order.");

        public override string ToString() => throw new InvalidOperationException("Out of order.");
    }

    [Fact]
    public async Task A_list_where_a_customer_is_to_say_yes_or_no_costs_no_row_its_result()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("[pscustomobject]@{ RefId = 'A1'; Email = 'a@example.com'; Phone = '56911111111'; IsUnlimited = 'yes', 'no' } | New-ParkUpCustomer");

        Assert.Equal("Rejected", $"{run.Value("Outcome")}");
        Assert.Empty(service.Received);
    }
}
