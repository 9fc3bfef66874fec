using System.Text;

namespace ParkUp.Client.Tests;

public class RosterEncodingTests
{
    private const string Text = "Referencia;Nombre;Patente\r\nA1;Íñigo Muñoz Peña;AB1234\r\n";

    public static TheoryData<string, bool> Unmarked => new()
    {
        { "utf-8", true }, { "utf-8", false }, { "windows-1252", false }, { "utf-16", true }, { "utf-16", false },
        { "utf-16BE", true }, { "utf-16BE", false }, { "utf-32", true }, { "utf-32BE", true },
    };

    [Theory]
    [MemberData(nameof(Unmarked))]
    public void The_encoding_is_found_out(string name, bool marked)
    {
        var encoding = RosterEncodings.Parse(name);
        byte[] bytes = marked ? Rosters.Marked(encoding, Text) : encoding.GetBytes(Text);

        using var file = Rosters.Open(bytes);

        Assert.Equal(name, file.Encoding.WebName, ignoreCase: true);
        Assert.Equal("Íñigo Muñoz Peña", Assert.Single(file.Rows()).Name);
    }

    [Theory]
    [MemberData(nameof(Unmarked))]
    public void The_encoding_of_a_pipe_is_found_out(string name, bool marked)
    {
        var encoding = RosterEncodings.Parse(name);
        byte[] bytes = marked ? Rosters.Marked(encoding, Text) : encoding.GetBytes(Text);

        foreach (var atATime in new[] { 1, 3, 64, 100_000 })
        {
            using var file = RosterFile.Open("pipe", new PipeStream(bytes, atATime), new(), TestContext.Current.CancellationToken);

            Assert.Equal(name, file.Encoding.WebName, ignoreCase: true);
            Assert.Equal("Íñigo Muñoz Peña", Assert.Single(file.Rows()).Name);
        }
    }

    [Fact]
    public void One_accent_at_the_end_of_a_large_file_tells_Windows_1252_from_UTF8()
    {
        var plain = "Referencia;Nombre\r\n" + string.Concat(Enumerable.Repeat("A1;Jose\r\n", 100_000));

        Assert.Equal("Núñez", Rosters.Entries(Rosters.Windows1252.GetBytes(plain + "A2;Núñez"))[^1].Name);
        Assert.Equal("Núñez", Rosters.Entries(Rosters.Utf8.GetBytes(plain + "A2;Núñez"))[^1].Name);
    }

    [Fact]
    public void UTF8_is_told_wherever_a_character_is_cut_in_two_by_a_chunk()
    {
        foreach (var filler in Enumerable.Range((256 * 1024) - 30, 24))
        {
            var text = $"RefId;Nombre\n{string.Concat(Enumerable.Repeat(new string('x', 1023) + "\n", filler / 1024))}"
                + $"{new string('x', filler % 1024)};ñ€🚗ñ€🚗\n";
            var bytes = Rosters.Utf8.GetBytes(text);

            using var file = Rosters.Open(bytes);

            Assert.Equal(65001, file.Encoding.CodePage);
            Assert.Equal("ñ€🚗ñ€🚗", file.Rows().Last().Name);
        }
    }

    [Theory]
    [InlineData("C3")]
    [InlineData("E2 82")]
    [InlineData("F0 9F 9A")]
    [InlineData("C0 80")]
    [InlineData("ED A0 80")]
    [InlineData("F4 90 80 80")]
    public void What_is_not_quite_UTF8_is_Windows_1252(string hex)
    {
        byte[] bytes = [.. "RefId;Nombre\nA1;x"u8, .. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))];

        using var file = Rosters.Open(bytes);

        Assert.Equal(1252, file.Encoding.CodePage);
        Assert.StartsWith("x", Assert.Single(file.Rows()).Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(300_000, true)]
    [InlineData(1, false)]
    public void UTF8_with_a_stray_byte_in_it_is_refused_instead_of_read_garbled(int rows, bool seekable)
    {
        byte[] bytes = [.. Rosters.Utf8.GetBytes("RefId;Nombre\nA1;Íñigo Muñoz\n" + string.Concat(Enumerable.Repeat("A2;x\n", rows)) + "A3;"), 0xF1, (byte)'\n'];

        var failure = seekable
            ? Assert.Throws<RosterException>(() => Rosters.Open(bytes))
            : Assert.Throws<RosterException>(() => RosterFile.Open("pipe", new PipeStream(bytes, 4096), new RosterOptions(), CancellationToken.None));

        Assert.Contains("encoding", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_1252_has_more_than_Latin_1() =>
        Assert.Equal("x“€”", Assert.Single(Rosters.Entries(Rosters.Windows1252.GetBytes("RefId;Nombre\nA1;x“€”"))).Name);

    [Fact]
    public void The_given_encoding_is_used() =>
        Assert.Equal(
            "Ελένη",
            Assert.Single(Rosters.Entries(
                RosterEncodings.Parse("1253").GetBytes("RefId;Name\nA1;Ελένη\n"),
                new() { Encoding = RosterEncodings.Parse("windows-1253") })).Name);

    [Fact]
    public void A_mark_wins_over_the_given_encoding()
    {
        var options = new RosterOptions { Encoding = Rosters.Windows1252 };

        Assert.Equal("Ñ", Assert.Single(Rosters.Entries(Rosters.Marked(Encoding.UTF8, "RefId;Nombre\nA1;Ñ"), options)).Name);
        Assert.Equal("Ñ", Assert.Single(Rosters.Entries(Rosters.Marked(Encoding.Unicode, "RefId;Nombre\nA1;Ñ"), options)).Name);
    }

    [Fact]
    public void Two_marks_are_no_part_of_the_first_cell() =>
        Assert.Equal("A;1", Assert.Single(Rosters.Entries(Rosters.Marked(Encoding.UTF8, "\uFEFF\"RefId\";Name\n\"A;1\";x"))).RefId);

    [Fact]
    public void Bytes_that_the_given_encoding_does_not_allow_end_the_reading_on_their_line()
    {
        byte[] bytes = [.. "RefId;Nombre\nA1;x\n\"A2\n\";Mu"u8, 0xF1, .. "oz\nA3;z\n"u8];
        using var file = Rosters.Open(bytes, new() { Encoding = Encoding.UTF8 });
        using var rows = file.Rows().GetEnumerator();

        Assert.True(rows.MoveNext());
        Assert.Equal("A1", rows.Current.RefId);
        var failure = Assert.Throws<RosterException>(() => rows.MoveNext());
        Assert.Equal(4, failure.Line);
        Assert.Contains("utf-8", failure.Message, StringComparison.Ordinal);
        Assert.Contains("line 4", failure.Message, StringComparison.Ordinal);
        Assert.Contains("encoding", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf8")]
    [InlineData("ascii")]
    [InlineData("utf32")]
    [InlineData("shift_jis")]
    [InlineData("gb18030")]
    public void A_wrong_encoding_is_an_error_even_in_the_header(string name)
    {
        byte[] bytes = [.. "RefId;Tel"u8, 0xE9, 0xFF, .. "fono\nA1;x\n"u8];

        Assert.Equal(1, Rosters.Failure(bytes, new() { Encoding = RosterEncodings.Parse(name) }).Line);
    }

    [Fact]
    public void U_FFFF_is_a_character_like_another_as_long_as_all_bytes_can_be_decoded()
    {
        Assert.Equal("a\uFFFFb", Rosters.Plate("RefId;Patente\nA1;a\uFFFFb\n"));
        Assert.Equal("a\uFFFDb", Rosters.Plate("RefId;Patente\nA1;a\uFFFDb\n"));
    }

    [Fact]
    public void A_character_that_the_end_of_the_file_cuts_off_is_an_error()
    {
        Assert.Equal(2, Rosters.Failure([.. "RefId\nA"u8, 0xC3], new() { Encoding = Encoding.UTF8 }).Line);
        Assert.Equal(2, Rosters.Failure([.. Rosters.Marked(Encoding.Unicode, "RefId\nA"), 0x41]).Line);
    }

    [Fact]
    public void A_pipe_that_turns_out_not_to_be_UTF8_after_its_first_mebibyte_is_an_error_on_that_line()
    {
        var plain = "Referencia;Nombre\n" + string.Concat(Enumerable.Repeat("A1;Jose\n", 200_000));
        byte[] bytes = Rosters.Windows1252.GetBytes(plain + "A2;Núñez\n");
        using var file = RosterFile.Open("pipe", new PipeStream(bytes, 5000), new(), TestContext.Current.CancellationToken);
        var read = 0;

        var failure = Assert.Throws<RosterException>(() =>
        {
            foreach (var row in file.Rows())
            {
                read++;
            }
        });

        Assert.Equal(200_000, read);
        Assert.Equal(200_002, failure.Line);
    }

    [Fact]
    public void The_first_mebibyte_of_a_pipe_may_end_within_a_character()
    {
        foreach (var shift in Enumerable.Range(0, 4))
        {
            var text = $"RefId;Nombre\n{new string('x', shift)};\n" + string.Concat(Enumerable.Repeat("A1;🚗🚗🚗🚗\n", 100_000));
            using var file = RosterFile.Open(
                "pipe", new PipeStream(Rosters.Utf8.GetBytes(text), 70_000), new(), TestContext.Current.CancellationToken);

            Assert.Equal(65001, file.Encoding.CodePage);
            Assert.All(file.Rows().Skip(1), row => Assert.Equal("🚗🚗🚗🚗", row.Name));
        }
    }

    [Fact]
    public void NULs_are_binary()
    {
        Assert.Contains("binary", Rosters.Failure([.. "RefId;Name\nA1;x"u8, 0, 0]).Message, StringComparison.Ordinal);
        Assert.Contains("binary", Rosters.Failure(Encoding.UTF32.GetBytes("RefId;Name\n")).Message, StringComparison.Ordinal);

        var long8 = "RefId;Name\n" + string.Concat(Enumerable.Repeat("A1;x\n", 200_000));
        var scanned = Assert.Throws<RosterException>(() => Rosters.Open(long8 + "A2;\0"));
        Assert.Contains("binary", scanned.Message, StringComparison.Ordinal);

        var late = Rosters.Failure(Rosters.Windows1252.GetBytes("RefId;Name\nA1;" + new string('ñ', 100) + "\n" + new string('\n', 300_000) + "A2;\0"));
        Assert.Contains("NUL", late.Message, StringComparison.Ordinal);
        Assert.Equal(300_003, late.Line);

        var wrong = Rosters.Failure(Encoding.Unicode.GetBytes("RefId;Name\n"), new() { Encoding = Encoding.UTF8 });
        Assert.Contains("NUL", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(1, wrong.Line);
    }

    [Theory]
    [InlineData("504B0304140006000800")]
    [InlineData("D0CF11E0A1B11AE10000")]
    public void A_workbook_is_told_from_a_CSV_file(string hex)
    {
        Assert.Contains("Excel workbook", Rosters.Failure(Convert.FromHexString(hex)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "CSV UTF-8",
            Rosters.Failure(Convert.FromHexString(hex), new() { Encoding = Rosters.Windows1252 }).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_without_a_mark_are_read_from_where_the_stream_stands()
    {
        using var stream = new MemoryStream("skippedRefId\nA1\n"u8.ToArray()) { Position = 7 };
        using var file = RosterFile.Open("x", stream, new(), TestContext.Current.CancellationToken);

        Assert.Equal("A1", Assert.Single(file.Rows()).RefId);
    }
}
