using System.Text;

namespace ParkUp.Client.Tests;

public class RosterQuoteTests
{
    /// <summary>
    /// Each row as its line and the number of its cell Plate, or the lines that were refused. The header is
    /// <c>RefId,Name,Plate</c> throughout.
    /// </summary>
    [Theory]
    [InlineData("A1,O1,\"P1|A2,O2,\"P2\"|A3,O3,P3", "!2 3=P2 4=P3")]
    [InlineData("A1,O1,\"P1|A2,O2,P2|A3,\"O3\",P3|A4,O4,P4", "!2 3=P2 4=P3 5=P4")]
    [InlineData("A1,O1,\"P1|\"A2\",O2,P2|A3,O3,P3", "!2 3=P2 4=P3")]
    [InlineData("\"A1,O1,P1|A2,\"O2\",P2|A3,O3,P3", "!2 3=P2 4=P3")]
    [InlineData("A1,\"O1,P1|A2,\"O2\",P2|A3,O3,P3", "!2 3=P2 4=P3")]
    [InlineData("A1,O1,\"P1||A2,O2,\"P2\"|A3,O3,P3", "!2 4=P2 5=P3")]
    [InlineData("A1,O1,\"P1|A2,\"\",\"P2\"|A3,O3,P3", "!2 3=P2 4=P3")]
    [InlineData("A1,O1,\"P1|A2,O2,P2,,|A3,\"O3\",P3,", "!2 3=P2 4=P3")]
    [InlineData("A1,O1,\"P1|A2|A3,O3,P3|A4,O4,\"P4\"", "!2 !3 4=P3 5=P4")]
    [InlineData("\"A1\",\"O1,\"P1\"|\"A2\",\"O2\",\"P2\"", "!2 3=P2")]
    [InlineData("\"A1\",\"O1,\"x,\"|\"A2\",\"O2\",\"P2\"|A3,O3,P3", "!2 3=P2 4=P3")]
    [InlineData("A1,O1,\"P1|A2,O2,P2|A3,O3,P3", "!2 3=P2 4=P3")]
    [InlineData("A1,O1,P1|A2,O2,\"P2", "2=P1 !3")]
    [InlineData("\"A1,O1,P1|\"\"A2\"\",O2,P2", "!2 !3")]
    public void A_quote_that_is_not_closed_costs_the_row_in_which_it_begins(string rows, string expected) => AssertRows(rows, expected);

    [Theory]
    [InlineData("A1,\"O1\"x,P1|A2,O2,P2", "!2 3=P2")]
    [InlineData("A1,\"O1\" \"x\",P1|A2,O2,P2", "!2 3=P2")]
    [InlineData("A1,\"O1\"\u200Bx,P1|A2,O2,P2", "!2 3=P2")]
    [InlineData("A1,O1,\"P1\"\"\"x|A2,O2,P2", "!2 3=P2")]
    [InlineData("A1,\"O1\"x,\"P|1\"|A2,O2,P2", "!2-3 4=P2")]
    public void Text_behind_a_closing_quote_costs_its_row(string rows, string expected) => AssertRows(rows, expected);

    /// <summary>A note of several lines with quotes that were not doubled: no line of it may become a row.</summary>
    [Theory]
    [InlineData("A1,\"He said|A9,\"never\"\",P1|A2,O2,P2", "!2-3 4=P2")]
    [InlineData("A1,\"one, two, three|four, five, six|said \"so\" to me\",P1|A2,O2,P2", "!2-4 5=P2")]
    [InlineData("A1,\"note|\"so\" it was\",P1|A2,O2,P2", "!2-3 4=P2")]
    [InlineData("A1,\"one|two|three|\"a\",b,c|A2,O2,P2", "!2-5 6=P2")]
    public void Lines_that_may_be_part_of_a_cell_are_refused_with_its_row(string rows, string expected) => AssertRows(rows, expected);

    [Theory]
    [InlineData("A1,\"O|1\",P1|A2,O2,P2", "2=P1 4=P2")]
    [InlineData("A1,\"O\"\"|1\", \"P1\" |A2,O2,P2", "2=P1 4=P2")]
    [InlineData("A1, \"A2,O2\",P1|A2,5\",P2|A3,O\"3\",P3", "2=P1 3=P2 4=P3")]
    [InlineData("A1,\"P1|A2,\"|A3,O3,P3", "!2-3 4=P3")]
    public void Quotes_in_order_are_no_fault(string rows, string expected) => AssertRows(rows, expected);

    [Fact]
    public void In_a_single_column_no_line_of_a_quoted_cell_is_taken_for_a_row()
    {
        var rows = Rosters.Rows("RefId\n\"A1\nA2\n\"A3\"\nA4\n");

        Assert.Equal([2, 5], rows.ConvertAll(row => row.Line));
        Assert.Contains("The row on lines 2 to 4 has text behind the closing quote", rows[0].Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_names_the_lines_and_the_column()
    {
        var first = Rosters.Rows("RefId,Code,Plate\r\nA1,O1,\"JPKJ21\r\nA2,O2,\"BBCC12\"\r\nA3,O3,DDEE34\r\n")[0];

        Assert.Equal("Plate", first.Fault!.Field);
        Assert.Contains("Line 2 has a quoted cell in column 'Plate' that is not closed", first.Fault.Message, StringComparison.Ordinal);
        Assert.Equal("A1", first.RefId);
    }

    [Fact]
    public void A_quote_never_closed_in_a_large_file_costs_one_row_and_no_memory()
    {
        var text = "RefId;Patente\nA1;\"x\n" + string.Concat(Enumerable.Repeat("A2;y\n", 300_000));
        using var file = RosterFile.Open("x", new PipeStream(Rosters.Utf8.GetBytes(text), 5000), new() { Encoding = Encoding.UTF8 }, CancellationToken.None);

        var rows = file.Rows().Select(row => (row.Line, Sound: row.Fault is null)).ToList();

        Assert.Equal((2, false), rows[0]);
        Assert.Equal(Enumerable.Range(3, 300_000).Select(line => (line, true)), rows.Skip(1));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_count_right_below_a_quote_that_is_not_closed_wherever_a_buffer_ends(string end)
    {
        foreach (var length in Enumerable.Range((32 * 1024) - 60, 80))
        {
            var filler = new string('x', length);
            var rows = Rosters.Rows(string.Join(end, "RefId;Nombre;Patente", $"A0;{filler};P0", "A1;\"O1;P1", "A2;\"O2\";P2", "A3;\"O3", "A4;O4;P4"));

            Assert.Equal([2, 3, 4, 5, 6], rows.ConvertAll(row => row.Line));
            Assert.Equal([true, false, true, false, true], rows.ConvertAll(row => row.Fault is null));
        }
    }

    [Fact]
    public void A_quote_that_is_not_closed_in_the_header_is_an_error_of_the_file()
    {
        var failure = Rosters.Failure("RefId;\"Patente\nA1;x\n");

        Assert.Equal(1, failure.Line);
        Assert.Contains("quote", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001A")]
    [InlineData("\u001A\r\n")]
    [InlineData("\u001A\u001A")]
    public void Ctrl_Z_at_the_end_of_a_file_is_no_row(string end)
    {
        Assert.Equal("AB1", Rosters.Plate("RefId;Patente\r\nA1;AB1\r\n" + end));
        Assert.Equal("AB1", Rosters.Plate("RefId;Patente\r\nA1;AB1" + end.Trim()));
        Assert.Equal("AB1", Rosters.Plate("RefId;Patente\r\nA1;\"AB1\"" + end.Trim()));
    }

    [Fact]
    public void Ctrl_Z_within_a_file_is_a_row_like_another() =>
        Assert.Equal([2, 3], Rosters.Rows("RefId;Patente\r\n\u001A\r\nA1;AB1\r\n").ConvertAll(row => row.Line));

    [Theory]
    [InlineData("")]
    [InlineData("\u001A")]
    [InlineData("\r\n\u001A")]
    public void Ctrl_Z_within_the_last_quotes_is_text(string end) =>
        Assert.Equal("A1", Assert.Single(Rosters.Rows("Patente;RefId\r\nAB1;\"A1\u001A\"" + end)).RefId![..2]);

    private static void AssertRows(string rows, string expected)
    {
        foreach (var end in (string[])["\n", "\r\n", "\r"])
        {
            var read = Rosters.Rows("RefId,Name,Plate" + end + rows.Replace("|", end, StringComparison.Ordinal) + end);

            Assert.Equal(expected, string.Join(' ', read.ConvertAll(row => row.Fault is null ? $"{row.Line}={row.Plate}" : Refused(row))));
        }
    }

    private static string Refused(RosterEntry row)
    {
        var words = row.Fault!.Message.Split(' ');
        return words[0] is "Line" ? $"!{words[1]}" : $"!{words[4]}-{words[6]}";
    }
}
