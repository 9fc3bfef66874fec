namespace ParkUp.PowerShell.Tests;

/// <summary>Rows as spreadsheets, databases and scripts damage them: each is read right, or has a result that says why not.</summary>
public sealed class DamagedRowTests
{
    private const string Customer = "Email = 'a@example.com'; Phone = '+56911111111'";

    [Theory]
    [InlineData("Tags = @(@{ Code = 'O1'; Plate = 'AABB11' })")]
    [InlineData("Tags = @{ Code = 'O1'; Plate = 'AABB11' }")]
    [InlineData("Tag = @{ Code = 'O1'; Plate = 'AABB11' }")]
    [InlineData("Tags = 'O1:AABB11'")]
    [InlineData("Tags = @('O1:AABB11')")]
    [InlineData("Tags = [pscustomobject]@{ Código = 'O1'; Patente = 'AABB11' }")]
    [InlineData("Codigo = 'O1'; Patente = 'AABB11'")]
    public async Task A_hashtable_brings_its_tags(string tags)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        service.Run($$"""
            @{ RefId = 'N1'; {{Customer}}; {{tags}} } | New-ParkUpCustomer
            @{ RefId = 'A1'; {{tags.Replace("O1", "O2", StringComparison.Ordinal).Replace("AABB11", "AABB22", StringComparison.Ordinal)}} } | Add-ParkUpTag
            """).Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds("N1"));
        Assert.Equal(["O2:AABB22"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("Code = 'O1'; Plate = [datetime]'2021-03-01'", "Plate")]
    [InlineData("Code = 'O1'; Plate = [datetimeoffset]'2021-03-01'", "Plate")]
    [InlineData("Code = [datetime]'2021-03-01'; Plate = 'AABB11'", "Code")]
    [InlineData("Code = 'O1'; Plate = \"JPKJ21`nBBCC12\"", "Plate")]
    [InlineData("Code = 'O1'; Plate = \"JPKJ21`r`nA2,O2,BBCC12`\"\"", "Plate")]
    [InlineData("Code = 'O1'; Plate = 'NULL'", "Plate")]
    [InlineData("Code = '\\N'; Plate = 'AABB11'", "Code")]
    [InlineData("Code = 'O1'; Plate = '21-mar'", "Plate")]
    public async Task A_value_that_is_no_tag_is_refused_and_the_next_row_goes_through(string cells, string field)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($$"""
            [pscustomobject]@{ RefId = 'A1'; {{cells}}; Line = '7' }, [pscustomobject]@{ RefId = 'A1'; Code = 'O9'; Plate = 'ZZYY99' } | Add-ParkUpTag
            """);

        Assert.Equal(["Rejected", "Added"], run.Values("Outcome"));
        Assert.Equal(7, run.Output[0].Properties["Line"].Value);
        Assert.StartsWith(field, $"{run.Output[0].Properties["Detail"].Value}", StringComparison.Ordinal);
        Assert.Equal(["O9:ZZYY99"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("'A;B:PL1'")]
    [InlineData("'Q1:AB Added'")]
    [InlineData("\"O1:AB11`nO2:AB12\"")]
    [InlineData("'O1:AB11, O2:AB12'")]
    [InlineData("'O1:AB11 O2:AB12'")]
    [InlineData("'O1:AB 11 / O2:AB 12'")]
    public async Task A_text_for_Tag_is_one_tag_or_is_refused(string argument)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($"Add-ParkUpTag -RefId A1 -Tag {argument}");

        Assert.Equal(["Rejected"], run.Values("Outcome"));
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("'O1:AB11, O2:AB12'")]
    [InlineData("'O1:AB11 / O2:AB12'")]
    [InlineData("'O1:AB11; O2:AB12'")]
    [InlineData("'O1:AB11 O2:AB12'")]
    [InlineData("'O1: AB 11; O2 : AB-12 ;'")]
    [InlineData("'O1:AB11 | O2:AB12'")]
    [InlineData("'O1:AB11 Added; O2:AB12 AlreadyActive'")]
    [InlineData("\"O1:AB11`nO2:AB12\"")]
    public async Task A_cell_holds_several_tags(string cell)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        service.Run($"[pscustomobject]@{{ RefId = 'A1'; Tags = {cell} }} | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AB11", "O2:AB12"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_tag_without_a_plate_in_a_cell_of_several_is_refused()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run($"[pscustomobject]@{{ RefId = 'N1'; {Customer}; Tags = 'O7:AB17; O8' }} | New-ParkUpCustomer");

        Assert.Equal(["Rejected"], run.Values("Outcome"));
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task Two_columns_that_hold_one_field_and_differ_are_refused_and_named()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run($$"""
            [pscustomobject]@{ RefId = 'N1'; Email = 'a@example.com'; Phone = '+56911111111'; Celular = '+56922222222' },
            @{ RefId = 'N2'; {{Customer}}; Name = 'Ana'; Nombre = 'Eva' } | New-ParkUpCustomer
            """);

        Assert.Equal(["Rejected", "Rejected"], run.Values("Outcome"));
        Assert.Contains("'Phone', 'Celular'", $"{run.Output[0].Properties["Detail"].Value}", StringComparison.Ordinal);
        Assert.Empty(service.Received);
    }

    [Theory]
    [InlineData("Code = ''; TagCode = 'O1'")]
    [InlineData("TagCode = 'O1'; Code = ' '")]
    [InlineData("Code = 'NULL'; TagCode = 'O1'")]
    [InlineData("Code = 'O1'; TagCode = ' O1 '")]
    public async Task A_blank_column_does_not_hide_a_filled_one(string columns)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        service.Run($"[pscustomobject]@{{ RefId = 'A1'; {columns}; Plate = 'AABB11' }} | Add-ParkUpTag").Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_piped_text_is_a_reference_for_each_cmdlet()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1", "O1:AABB11").WithCustomer("5", "O5:AABB55");

        service.Run("'A1', 5 | Revoke-ParkUpTag -All -Confirm:$false; 'A1' | Add-ParkUpTag -Code O2 -Plate AABB22; 'N1' | New-ParkUpCustomer -Email a@example.com -Phone 56911111111").Quiet();

        Assert.Equal(["O2:AABB22"], service.Holds("A1"));
        Assert.Empty(service.Holds("5"));
        Assert.Contains(service.Customers, static customer => customer.RefId is "N1");
    }

    [Theory]
    [InlineData("RefId = 'RefId'; Code = 'Code'; Plate = 'Plate'", "repeats the header")]
    [InlineData("RefId = \"`u{feff}Referencia\"; Code = 'Código'; Plate = 'Patente'", "repeats the header")]
    [InlineData("RefId = 'Total'; Code = '2'; Plate = '2'", "is a total")]
    [InlineData("RefId = 'TOTAL:'; Code = ''; Plate = '12'", "is a total")]
    public async Task A_header_or_a_total_among_the_rows_is_refused(string cells, string reason)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run($$"""
            [pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11' }, [pscustomobject]@{ {{cells}} } | Add-ParkUpTag
            [pscustomobject]@{ {{cells}}; Email = '' } | New-ParkUpCustomer
            """);

        Assert.Equal(["Added", "Rejected", "Rejected"], run.Values("Outcome"));
        Assert.All(run.Output.Skip(1), result => Assert.Contains(reason, $"{result.Properties["Detail"].Value}", StringComparison.Ordinal));
        Assert.Equal(["O1:AABB11"], service.Holds("A1"));
    }

    [Theory]
    [InlineData("Total")]
    [InlineData("Ref")]
    public async Task A_customer_may_be_called_like_a_total_or_a_column(string refId)
    {
        await using var service = (await Service.StartAsync()).WithCustomer(refId);

        service.Run($"Add-ParkUpTag -RefId {refId} -Code O1 -Plate AABB11").Quiet();

        Assert.Equal(["O1:AABB11"], service.Holds(refId));
    }

    [Fact]
    public async Task A_column_that_may_stand_for_the_RefId_is_taken_with_one_warning_where_there_is_no_other()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("12345678-5").WithCustomer("A1");

        var run = service.Run("""
            [pscustomobject]@{ RUT = '12345678-5'; PPU = 'AA-BB-11'; 'N° TAG' = 'O1' }, [pscustomobject]@{ RUT = '12345678-5'; PPU = 'AABB12'; 'N° TAG' = 'O2' } | Add-ParkUpTag
            [pscustomobject]@{ RUT = '12345678-5'; RefId = 'A1'; Code = 'O3'; Plate = 'AABB13' } | Add-ParkUpTag
            """);

        Assert.Equal(["Added", "Added", "Added"], run.Values("Outcome"));
        Assert.Contains("'RUT'", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(["O1:AABB11", "O2:AABB12"], service.Holds("12345678-5"));
        Assert.Equal(["O3:AABB13"], service.Holds("A1"));
    }

    [Fact]
    public async Task A_cell_that_swallowed_rows_refuses_its_row_also_where_the_cmdlet_does_not_read_it()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1").WithCustomer("A2");

        var run = service.Run("""
            ('RefId;Obs;Code;Plate', 'A1;"reja 1;O1;AABB11', 'A2;"ok";O2;AABB12', 'A1;"Calle 1, Santiago"; O3;AABB13' -join "`n") | ConvertFrom-Csv -Delimiter ';' | Add-ParkUpTag
            """);

        Assert.Equal("Rejected", $"{run.Output[0].Properties["Outcome"].Value}");
        Assert.Contains("whole rows", $"{run.Output[0].Properties["Detail"].Value}", StringComparison.Ordinal);
        Assert.DoesNotContain(service.Holds("A1"), static tag => tag is "O2:AABB12");
    }

    [Fact]
    public async Task A_second_column_of_tags_is_not_read_in_silence()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        var run = service.Run("[pscustomobject]@{ RefId = 'A1'; Code = 'O1'; Plate = 'AABB11'; 'Code 2' = 'O2'; 'Plate 2' = 'AABB12' } | Add-ParkUpTag");

        Assert.Contains("'Code 2'", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blank_RefId_is_not_replaced_by_another_column()
    {
        await using var service = (await Service.StartAsync()).WithCustomer("12345678-9");

        var run = service.Run("@{ RefId = $null; Rut = '12345678-9'; Code = 'O1'; Plate = 'AABB11' }, [pscustomobject]@{ RefId = ''; Rut = '12345678-9'; Code = 'O1'; Plate = 'AABB11' } | Add-ParkUpTag");

        Assert.Equal(["Rejected", "Rejected"], run.Values("Outcome"));
    }

    [Theory]
    [InlineData("@{ Code = 'O1'; TagCode = 'O2'; Plate = 'AABB11' }")]
    [InlineData("@{ Code = 'O1'; Plate = 'AABB11'; Patente = 'AABB12' }")]
    [InlineData("[pscustomobject]@{ Code = 'O1'; TagCode = 'O2'; Plate = 'AABB11' }")]
    public async Task A_tag_with_two_codes_or_plates_is_refused(string tag)
    {
        await using var service = (await Service.StartAsync()).WithCustomer("A1");

        Assert.Equal(["Rejected"], service.Run($"Add-ParkUpTag -RefId A1 -Tag ({tag})").Values("Outcome"));
    }

    [Fact]
    public async Task A_name_that_was_encoded_twice_is_sent_with_one_warning()
    {
        await using var service = await Service.StartAsync();

        var run = service.Run($$"""
            [pscustomobject]@{ RefId = 'N1'; {{Customer}}; Name = 'JosÃ©' }, [pscustomobject]@{ RefId = 'N2'; {{Customer}}; Name = 'MarÃ­a' } | New-ParkUpCustomer
            """);

        Assert.Equal(["Created", "Created"], run.Values("Outcome"));
        Assert.Contains("encoded twice", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }
}
