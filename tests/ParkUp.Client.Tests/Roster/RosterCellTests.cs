namespace ParkUp.Client.Tests;

public class RosterCellTests
{
    [Theory]
    [InlineData("\"a;b\"", "a;b")]
    [InlineData("\"a \"\"b\"\" c\"", "a \"b\" c")]
    [InlineData("\"\"\"\"", "\"")]
    [InlineData("\"a\nb\"", "a\nb")]
    [InlineData("\"a\r\nb\"", "a\r\nb")]
    [InlineData("\"\"", null)]
    [InlineData("a\"b\"c", "a\"b\"c")]
    [InlineData("5\"", "5\"")]
    [InlineData(" \"a\" ", "a")]
    [InlineData("\t\u00A0\"a;b\"\u200B", "a;b")]
    [InlineData("\uFEFF\"a;b\"", "a;b")]
    [InlineData("\" a \"", "a")]
    public void Quotes_are_read_as_spreadsheets_write_them(string cell, string? value)
    {
        Assert.Equal(value, Rosters.Plate($"RefId;Patente\nA1;{cell}\n"));
        Assert.Equal(value, Rosters.Plate($"Patente;RefId\n{cell};A1"));
    }

    [Fact]
    public void A_doubled_quote_does_not_close_a_cell() =>
        Assert.Contains("Line 2 has a quoted cell in column 'Patente' that is not closed", Rosters.FaultyRow("RefId;Patente\nA1;\"a\"\"\n").Fault!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(" a ")]
    [InlineData("\ta\v")]
    [InlineData("\u00A0a\u202F")]
    [InlineData("\u200Ba\u200D")]
    [InlineData("\uFEFFa\uFEFF")]
    [InlineData("\u202Aa\u202C")]
    [InlineData("\u2003\u2060a\u3000")]
    [InlineData("\" a\r\n\"")]
    public void Cells_lose_what_cannot_be_seen_at_their_edges(string cell) =>
        Assert.Equal("a", Rosters.Plate($"RefId;Patente\nA1;{cell}\n"));

    [Fact]
    public void What_stands_inside_a_cell_stays() =>
        Assert.Equal("a \u00A0\u200Bb", Rosters.Plate("RefId;Patente\nA1;a \u00A0\u200Bb\n"));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\"")]
    [InlineData("\u00A0\u200B\uFEFF")]
    public void A_blank_cell_is_absent(string cell)
    {
        var entry = Assert.Single(Rosters.Entries($"RefId;Ilimitado;Patente\nA1;{cell};{cell}\n"));

        Assert.Null(entry.Plate);
        Assert.Null(entry.IsUnlimited);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("Yes", true)]
    [InlineData("sí", true)]
    [InlineData("SÍ", true)]
    [InlineData("Si", true)]
    [InlineData("si\u0301", true)]
    [InlineData("SI\u0301", true)]
    [InlineData(" Verdadero ", true)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("NO", false)]
    [InlineData("falso", false)]
    [InlineData("quizás", "quizás")]
    [InlineData("2", "2")]
    [InlineData("01", "01")]
    [InlineData("y", "y")]
    public void IsUnlimited_is_a_bool_where_the_cell_says_yes_or_no_and_otherwise_its_text(string cell, object value) =>
        Assert.Equal(value, Assert.Single(Rosters.Entries($"RefId;Ilimitado\nA1;{cell}\n")).IsUnlimited);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Any_line_end_will_do(string end)
    {
        var entries = Rosters.Entries(string.Join(end, "RefId;Patente", "A1;AB1234", "A2;AB1235", "", "A3;AB1236"));

        Assert.Equal(["A1", "A2", "A3"], entries.ConvertAll(entry => entry.RefId));
        Assert.Equal([2, 3, 5], entries.ConvertAll(entry => entry.Line));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_count_through_quoted_breaks(string end)
    {
        var entries = Rosters.Entries(string.Join(end, "RefId;Patente", "A1;\"x", "", "y\"", "A2;z", "\"A3", "\";w", "A4;v"));

        Assert.Equal([2, 5, 6, 8], entries.ConvertAll(entry => entry.Line));
        Assert.Equal($"x{end}{end}y", entries[0].Plate);
    }

    [Fact]
    public void Lines_count_right_where_a_line_end_falls_on_the_border_of_a_buffer()
    {
        foreach (var length in Enumerable.Range((32 * 1024) - 40, 80))
        {
            var filler = new string('x', length);
            var entries = Rosters.Entries($"RefId;Patente\r\nA1;{filler}\r\n\"A2\r\n\";\"a\"\"b\"\r\nA3;c");

            Assert.Equal([2, 3, 5], entries.ConvertAll(entry => entry.Line));
            Assert.Equal([filler, "a\"b", "c"], entries.ConvertAll(entry => entry.Plate));
        }
    }

    [Fact]
    public void Blank_lines_and_lines_of_blank_cells_are_skipped() =>
        Assert.Equal(
            [4, 7],
            Rosters.Entries("RefId;Nota;Patente\n\n;;\nA1;;x\n ;\"\";\u00A0\n;;;;;;;\nA2;;y\n\n").ConvertAll(entry => entry.Line));
}
