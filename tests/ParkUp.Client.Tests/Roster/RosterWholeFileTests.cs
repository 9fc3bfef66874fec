namespace ParkUp.Client.Tests;

public class RosterWholeFileTests
{
    [Theory]
    [InlineData("Cliente;;;Tag;\r\nRefId;Correo;Teléfono;Código;Patente\r\nA1;a@example.com;+56975880800;O1;AB1\r\n", 2, "Line 1 above it was passed over")]
    [InlineData("Cliente;Cliente;Tag;Tag;Tag\nRefId;Correo;Teléfono;Código;Patente\nA1;a@example.com;+56975880800;O1;AB1\n", 2, "Line 1 above it")]
    [InlineData("Nómina de estacionamientos;;\r\n;;\r\nRefId;Código;Patente\r\nA1;O1;AB1\r\n", 3, "Line 1 above it")]
    [InlineData("Nómina\n\nMarzo;;\nRefId;Código;Patente\nA1;O1;AB1\n", 4, "Lines 1 to 3 above it")]
    [InlineData("Nómina \"2024\"\nUsuario:;jperez\nRefId;Código;Patente\nA1;O1;AB1\n", 3, "Lines 1 to 2 above it")]
    [InlineData("Tags\n\nRefId,Code,Plate\nA1,O1,AB1\n", 3, "Line 1 above it")]
    public void A_header_is_found_below_titles_and_groups_of_columns(string text, int line, string warning)
    {
        var (rows, warnings) = Read(text);

        Assert.Equal((line + 1, "A1", "O1", "AB1"), (rows[0].Line, rows[0].RefId, rows[0].Code, rows[0].Plate));
        Assert.Contains($"the header was found on line {line}. {warning}", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_may_stand_on_the_twentieth_row_and_no_later()
    {
        Assert.Equal(21, Read(string.Concat(Enumerable.Repeat("Título\n", 19)) + "RefId,Plate\nA1,AB1\n").Rows[0].Line);
        Assert.Contains("no known column", Rosters.Failure(string.Concat(Enumerable.Repeat("Título\n", 20)) + "RefId,Plate\nA1,AB1\n").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_only_names_more_columns_further_below_is_not_the_header()
    {
        var (rows, warnings) = Read("RefId,Plate,Name\nA1,AB1,x\nA2,AB2,Email\nA3,AB3,Tag\n");

        Assert.Equal(3, rows.Count);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Rows_above_the_header_are_no_titles()
    {
        var failure = Rosters.Failure("A1;O1;AB1\nA2;O2;AB2\nRefId;Código;Patente\nA3;O3;AB3\n");

        Assert.Equal(3, failure.Line);
        Assert.Contains("rows above it, on lines 1 to 2", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RefId,Code,Plate", "RefId,Code,Plate")]
    [InlineData("RefId,Code,Plate", "\uFEFFRefId,Code,Plate")]
    [InlineData("RefId,Code,Plate", "\uFEFF\"RefId\",\"Code\",\"Plate\"")]
    [InlineData("RefId,Code,Plate", "REFID, code ,Plate")]
    [InlineData("RefId,Code,Nota,Plate", "RefId,Code,Nota,Plate")]
    [InlineData("RefId,Code,,Plate", "RefId,Code,,Plate")]
    [InlineData("Referencia,Tag,Patente", "Referencia,Tag,Patente")]
    public void A_repeated_header_is_passed_over_with_a_warning_that_names_its_line(string header, string again)
    {
        var cells = header.Count(c => c == ',') == 2 ? "A{0},O{0},AB{0}" : "A{0},O{0},x,AB{0}";
        var (rows, warnings) = Read(string.Join('\n', header, string.Format(null, cells, 1), again, string.Format(null, cells, 2), again, string.Format(null, cells, 3)));

        Assert.Equal(["A1", "A2", "A3"], rows.ConvertAll(row => row.RefId));
        Assert.Equal([2, 4, 6], rows.ConvertAll(row => row.Line));
        Assert.Contains("skipped as repeated headers: line 3, 5.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sep=;\nRefId;Plate\nA1;AB1\nsep=;\nRefId;Plate\nA2;AB2\n", "4, 5")]
    [InlineData("#TYPE X\n\"RefId\";\"Plate\"\n\"A1\";\"AB1\"\n#TYPE X\n\"RefId\";\"Plate\"\n\"A2\";\"AB2\"\n", "4, 5")]
    public void Lines_for_machines_are_passed_over_where_files_were_joined(string text, string lines)
    {
        var (rows, warnings) = Read(text);

        Assert.Equal(["A1", "A2"], rows.ConvertAll(row => row.RefId));
        Assert.Contains($"line {lines}.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Plate,RefId")]
    [InlineData("RefId,Email")]
    [InlineData("Ref,Plate")]
    public void A_header_with_other_columns_ends_the_reading(string other)
    {
        using var file = Rosters.Open($"RefId,Plate\nA1,AB1\n{other}\nA2,AB2\n");
        using var rows = file.Rows().GetEnumerator();

        Assert.True(rows.MoveNext());
        var failure = Assert.Throws<RosterException>(() => rows.MoveNext());
        Assert.Equal(3, failure.Line);
        Assert.Contains("a header with other columns", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Total;2;2")]
    [InlineData("TOTALES;;2")]
    [InlineData("Suma;1.234,50;")]
    [InlineData("Sum;;")]
    [InlineData(";Total:;2")]
    [InlineData("Gran total;2")]
    [InlineData("\"Sub-total\";\"2\";\"$ 2\"")]
    public void A_total_is_passed_over_with_a_warning(string total)
    {
        var (rows, warnings) = Read($"RefId;Código;Patente\r\nA1;O1;AB1\r\n{total}\r\nA2;O2;AB2\r\n{total}\r\n");

        Assert.Equal(["A1", "A2"], rows.ConvertAll(row => row.RefId));
        Assert.Contains("skipped as totals, not customers: line 3, 5.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Total;O1;AB1")]
    [InlineData("Totalidad;2;2")]
    [InlineData("A1;Total;2")]
    [InlineData("Total1;2;2")]
    public void A_customer_is_no_total(string row)
    {
        var (rows, warnings) = Read($"RefId;Código;Patente\n{row}\n");

        Assert.Single(rows);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("#TYPE System.Data.DataRow\r\n\"RefId\",\"Code\",\"Plate\"\r\n\"A1\",\"O1\",\"AB1\"\r\n", 3)]
    [InlineData("#type x\nsep=;\nRefId;Plate\nA1;AB1\n", 4)]
    [InlineData("sep=;\n#TYPE x,y\nRefId;Plate\nA1;AB1\n", 4)]
    public void Lines_for_machines_before_the_header_are_passed_over(string text, int line)
    {
        var (rows, warnings) = Read(text);

        Assert.Equal((line, "A1", "AB1"), (rows[0].Line, rows[0].RefId, rows[0].Plate));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("\"RefId,Code,Plate\"\r\n\"A1,O1,AB1\"\r\n\r\n\"A2,\"\"O,2\"\",AB2\"\r\n")]
    [InlineData("\"RefId;Code;Plate\"\n\"A1;O1;AB1\"\n\n\"A2;\"\"O,2\"\";AB2\"")]
    [InlineData("\"RefId,Code,Plate\";;\nA1,O1,AB1;;\n;;\n\"A2,\"\"O,2\"\",AB2\";;\n")]
    public void Where_each_line_is_one_quoted_cell_its_content_is_the_row(string text)
    {
        var rows = Read(text).Rows;

        Assert.Equal([(2, "A1", "O1", "AB1"), (4, "A2", "O,2", "AB2")], rows.ConvertAll(row => (row.Line, row.RefId!, row.Code!, row.Plate!)));
    }

    [Fact]
    public void A_line_that_is_not_one_quoted_cell_like_the_others_is_an_error()
    {
        var failure = Rosters.Failure("\"RefId,Code,Plate\"\n\"A1,O1,AB1\"\n\"A2\";\"O2,AB2\"\n");

        Assert.Equal(3, failure.Line);
        Assert.Contains("each line as one quoted cell, except line 3", failure.Message, StringComparison.Ordinal);
    }

    internal static (List<RosterEntry> Rows, List<string> Warnings) Read(string text, RosterOptions? options = null)
    {
        using var file = Rosters.Open(text, options);
        var rows = file.Rows().ToList();
        List<string> warnings = [];
        while (file.TakeWarning() is { } warning)
        {
            warnings.Add(warning);
        }

        return (rows, warnings);
    }
}
