namespace ParkUp.PowerShell.Tests;

public class AddTagTests
{
    [Fact]
    public async Task A_tag_is_added_by_parameters()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("Add-ParkUpTag -RefId A1 -Code O1 -Plate jp·kj-21").Quiet();

        Assert.Equal("Added", run.Value("Outcome")!.ToString());
        Assert.Equal("Response", run.Value("Evidence")!.ToString());
        Assert.Equal("Add", run.Value("Operation")!.ToString());
        Assert.Equal("JPKJ21", run.Value("Plate"));
        Assert.Equal(1L, run.Value("CustomerId"));
        Assert.Equal(["""{"customer":{"refId":"A1"},"tags":[{"code":"O1","plate":"JPKJ21"}]}"""], service.Bodies);
        Assert.Equal(["O1:JPKJ21"], service.Holds("A1"));
    }

    [Fact]
    public async Task Rows_as_Import_Csv_makes_them_bind_with_blank_cells_and_columns_it_does_not_know()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table(
            "Referencia,CustomerId,Código,Patente,Observación", "A1,,O1,BB CC 12,dos autos", " A1 ,1, O2 ,bbcc.13,"));

        var run = service.Run("$rows | Add-ParkUpTag").Quiet();

        Assert.Equal(["Added", "Added"], run.Values("Outcome"));
        Assert.Equal(["O1:BBCC12", "O2:BBCC13"], service.Holds("A1"));
        Assert.DoesNotContain("\"id\"", service.Bodies[0], StringComparison.Ordinal);
        Assert.Contains("\"id\":1", service.Bodies[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("O1:JPKJ21", "'O1:JP KJ 21'")]
    [InlineData("O1:JPKJ21", "@{ Code = 'O1'; Plate = 'jpkj21' }")]
    [InlineData("O1:JPKJ21", "([pscustomobject]@{ Code = 'O1'; Plate = 'jpkj21'; Id = 7 })")]
    [InlineData("O1:JPKJ21,O2:AABB11", "'O1:JPKJ21', @{ Code = 'O2'; Plate = 'AABB11' }")]
    public async Task Tags_are_taken_as_people_have_them(string held, string argument)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($"Add-ParkUpTag -RefId A1 -Tag {argument}").Quiet();

        Assert.Equal(held.Split(','), service.Holds("A1"));
        Assert.Equal(held.Split(',').Length, run.Output.Count);
        Assert.InRange(service.Received.Count, 1, run.Output.Count);
    }

    [Fact]
    public async Task Tags_of_one_customer_go_to_another_without_the_first_ones_number()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:JPKJ21").WithCustomer("B2");

        service.Run("""
            $tags = Get-ParkUpTag -RefId A1 -CustomerId 1
            $tags | Revoke-ParkUpTag -Confirm:$false | Out-Null
            $tags | Add-ParkUpTag -RefId B2
            """).Quiet();

        Assert.Equal("""{"customer":{"refId":"B2"},"tags":[{"code":"O1","plate":"JPKJ21"}]}""", service.Bodies[^1]);
        Assert.Equal(["O1:JPKJ21"], service.Holds("B2"));
    }

    [Fact]
    public async Task A_new_customer_pipes_into_its_next_tag()
    {
        await using var service = await Service.StartAsync();

        service.Run("New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate AABB11 | Add-ParkUpTag -Code O2 -Plate AABB12").Quiet();

        Assert.Equal("""{"customer":{"refId":"A1","id":1},"tags":[{"code":"O2","plate":"AABB12"}]}""", service.Bodies[^1]);
        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("RefId", ",O1,AABB11")]
    [InlineData("Code", "A1,\"  \",AABB11")]
    [InlineData("Plate", "A1,O1,")]
    [InlineData("Plate", "A1,O1,---")]
    [InlineData("Code", "A1,1.2E+15,AABB11")]
    public async Task A_bad_row_is_refused_by_name_and_the_others_go_through(string field, string bad)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate", "A1,O8,AABB18", bad, "A1,O9,AABB19"));

        var run = service.Run("$rows | Add-ParkUpTag");

        Assert.Equal(["Added", "Rejected", "Added"], run.Values("Outcome"));
        Assert.Equal(["O8:AABB18", "O9:AABB19"], service.Holds("A1"));
        var error = Assert.Single(run.Errors);
        Assert.Equal("InvalidInput,ParkUp.PowerShell.AddParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Contains(field, error.ToString(), StringComparison.Ordinal);
        Assert.Same(run.Output[1].BaseObject, error.TargetObject);
        Assert.Equal(bad.Replace("\"", "", StringComparison.Ordinal), $"{run.Values("RefId")[1]},{run.Values("Code")[1]},{run.Values("Plate")[1]}");
    }

    [Fact]
    public async Task Tags_in_a_property_of_a_piped_object_are_not_dropped()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        service.Run("[pscustomobject]@{ RefId = 'A1'; Tag = 'O1:AABB11' }, [pscustomobject]@{ RefId = 'A1'; Code = 'O2'; Plate = 'AABB12'; Tag = 'O3:AABB13' } | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AABB11", "O3:AABB13", "O2:AABB12"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_failed_row_pipes_straight_back_in()
    {
        await using var service = await Service.StartAsync();
        service.Session.With("rows", CsvRow.Table("RefId,Code,Plate,Line", "A1,O1,AABB11,2"));

        var run = service.Run("""
            $first = $rows | Add-ParkUpTag -ErrorAction SilentlyContinue
            $null = New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111
            $first
            $first | Where-Object { -not $_.Succeeded } | Add-ParkUpTag
            """);

        Assert.Equal(["Rejected", "Added"], run.Values("Outcome"));
        Assert.Equal(["2", "2"], run.Values("Line"));
    }

    [Fact]
    public async Task Tags_of_a_row_come_out_in_their_order_also_where_one_is_refused()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("Add-ParkUpTag -RefId A1 -Tag 'O1:AABB11', 'O2', 'O3:AABB13'");

        Assert.Equal(["O1", "O2", "O3"], run.Values("Code"));
        Assert.Equal(["Added", "Rejected", "Added"], run.Values("Outcome"));
    }

    [Fact]
    public async Task Numbers_of_a_database_keep_their_digits_and_its_nulls_are_absent()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("77");

        service.Run("""
            [pscustomobject]@{ RefId = 77; CustomerId = [DBNull]::Value; Code = [double]1200000000000000; Plate = 'AABB11' } | Add-ParkUpTag
            """).Quiet();

        Assert.Equal(["""{"customer":{"refId":"77"},"tags":[{"code":"1200000000000000","plate":"AABB11"}]}"""], service.Bodies);
    }

    [Fact]
    public async Task A_batch_size_splits_the_tags_of_a_row()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("Add-ParkUpTag -RefId A1 -Tag 'O1:AABB11', 'O2:AABB12', 'O3:AABB13' -BatchSize 2").Quiet();

        Assert.InRange(service.Received.Count, 2, 3);
        Assert.All(service.Bodies, static body => Assert.InRange(body.Split("\"code\"").Length - 1, 1, 2));
        Assert.Equal(["O1", "O2", "O3"], run.Values("Code"));
    }

    [Fact]
    public async Task Bare_numbers_on_the_command_line_keep_what_was_typed()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("00123");

        service.Run("Add-ParkUpTag -RefId 00123 -Code 007 -Plate 1.50").Quiet();

        Assert.Equal(["""{"customer":{"refId":"00123"},"tags":[{"code":"007","plate":"150"}]}"""], service.Bodies);
    }

    [Fact]
    public async Task Script_blocks_bind_to_its_parameters_as_to_those_of_every_cmdlet()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("""
            [pscustomobject]@{ Holder = 'a1'; Sticker = 'O1'; Car = 'AABB11' } | Add-ParkUpTag -RefId { $_.Holder.ToUpper() } -Code { $_.Sticker } -Plate { $_.Car }
            [pscustomobject]@{ Holder = 'B2'; Vip = 'si' } | New-ParkUpCustomer -RefId { $_.Holder } -IsUnlimited { $_.Vip } -Email a@example.com -Phone 56911111111
            """).Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
        Assert.Equal(true, run.Output[1].Properties["IsUnlimited"].Value);
    }

    [Fact]
    public async Task A_hashtable_is_read_as_a_row()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        service.Run("@{ Referencia = 'A1'; Código = 'O1'; Patente = 'AABB11' } | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Fact]
    public async Task Columns_are_found_by_every_name_that_a_roster_may_have()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("Ref Cliente,Código del tag,Placa Patente Única,Rut", "A1,O1,AABB11,1-9"));

        service.Run("$rows | Add-ParkUpTag; [pscustomobject]@{ RefId = @('A1'); Code = 'O2'; Plate = 'AABB12'; Tag = [DBNull]::Value } | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("A1"));
    }

    [Fact]
    public async Task An_object_without_a_known_column_still_has_its_result()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run("[pscustomobject]@{ Rut = '1-9' }, 7, $null, 'text' | Add-ParkUpTag");

        Assert.Equal(["Rejected", "Rejected", "Rejected", "Rejected"], run.Values("Outcome"));
        Assert.All(run.Errors, static error => Assert.Equal("InvalidInput,ParkUp.PowerShell.AddParkUpTagCommand", error.FullyQualifiedErrorId));
        Assert.Equal(4, run.Errors.Count);
    }

    [Fact]
    public async Task Columns_named_Tag_and_Patente_are_one_tag()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");
        service.Session.With("rows", CsvRow.Table("RefId,Tag,Patente", "A1,O1,AABB11", "A1,O2,AABB11"));

        var run = service.Run("$rows | Add-ParkUpTag; $rows[0] | Revoke-ParkUpTag -Confirm:$false").Quiet();

        Assert.Equal(["Added", "Added", "Revoked"], run.Values("Outcome"));
        Assert.Equal(["O2:AABB11"], service.Holds("A1"));
    }
}
