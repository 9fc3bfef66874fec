using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests;

public class RosterProperties
{
    private const string Header = "RefId,CustomerId,Email,Phone,Name,LastName,Nota,Code,Plate";

    // Few and awkward, so that a short cell already holds the cases that matter; all of them in Windows-1252 and in
    // ISO 8859-15.
    private const string Alphabet = "aB1ñÍ€·\"\"\",;\t|\r\n =\u00A0-";

    private static readonly string[] Encodings =
        ["utf-8", "utf-8 marked", "utf-16 marked", "utf-16BE marked", "utf-32 marked", "windows-1252", "iso-8859-15", "unicode"];

    public static Arbitrary<RosterTable> Tables()
    {
        var cell = Gen.Elements(Alphabet.ToCharArray()).ArrayOf().Select(chars => new string(chars));
        var row = Gen.ArrayOf(cell, Header.Count(c => c == ',') + 1);
        return (from rows in row.ArrayOf()
                from delimiter in Gen.Elements(',', ';', '\t', '|')
                from end in Gen.Elements("\r\n", "\n", "\r")
                from encoding in Gen.Elements(Encodings)
                from quoteAll in Gen.Elements(true, false)
                from lastEnd in Gen.Elements(true, false)
                from pipe in Gen.Elements(true, false)
                select new RosterTable(rows, delimiter, end, encoding, quoteAll, lastEnd, pipe)).ToArbitrary();
    }

    [Property(Arbitrary = [typeof(RosterProperties)], MaxTest = 500)]
    public void Any_table_that_is_written_reads_back_the_same(RosterTable table)
    {
        var (bytes, options, expected) = Write(table);
        Stream stream = table.Pipe ? new PipeStream(bytes, 7) : new MemoryStream(bytes);
        using var file = RosterFile.Open("x", stream, options, CancellationToken.None);

        var actual = file.Rows().Select(entry =>
            (entry.Line, string.Join('\u0001', entry.RefId, entry.CustomerId, entry.Email, entry.Phone, entry.Name,
                entry.LastName, entry.Code, entry.Plate))).ToList();

        Assert.Equal(table.Delimiter, file.Delimiter);
        Assert.Equal(expected, actual);
    }

    [Property(MaxTest = 500)]
    public void Random_bytes_end_in_rows_or_in_one_clear_error(byte[] bytes, bool pipe) => ReadToTheEnd(bytes, new(), pipe);

    [Property(MaxTest = 500)]
    public void Random_bytes_after_a_header_end_in_rows_or_in_one_clear_error(byte[] bytes, bool marked, bool pipe) =>
        ReadToTheEnd([.. marked ? "\uFEFF"u8 : ""u8, .. "RefId;Patente\n\""u8, .. bytes], new(), pipe);

    [Property(MaxTest = 300)]
    public void Random_bytes_in_any_given_encoding_end_in_rows_or_in_one_clear_error(byte[] bytes, NonNegativeInt number)
    {
        string[] names = ["utf8", "utf16", "bigendianunicode", "utf32", "ascii", "latin1", "1252", "932", "gb18030", "iso-2022-jp", "1253", "50220"];
        var encoding = RosterEncodings.Parse(names[number.Get % names.Length]);
        byte[] text = [.. encoding.GetBytes("RefId;Patente\n"), .. bytes];

        ReadToTheEnd(text, new() { Encoding = encoding }, pipe: false);
    }

    [Property(MaxTest = 500)]
    public void Any_text_of_delimiters_quotes_and_breaks_ends_in_rows_or_in_one_clear_error(int seed)
    {
        var random = new Random(seed);
        var text = "Ref,Plate;Code\n" + new string(random.GetItems<char>(Alphabet, random.Next(200)));

        ReadToTheEnd(Rosters.Utf8.GetBytes(text), new(), pipe: false);
    }

    private static void ReadToTheEnd(byte[] bytes, RosterOptions options, bool pipe)
    {
        Stream stream = pipe ? new PipeStream(bytes, 11) : new MemoryStream(bytes);
        var rows = 0;
        try
        {
            using var file = RosterFile.Open("x", stream, options, CancellationToken.None);
            foreach (var row in file.Rows())
            {
                rows++;
                Assert.InRange(row.Line, 1, bytes.Length + 1);
            }
        }
        catch (RosterException e)
        {
            Assert.Contains("'x'", e.Message, StringComparison.Ordinal);
        }

        Assert.InRange(rows, 0, bytes.Length);
    }

    // What the cells mean has tests of its own.
    private static readonly RosterField[] Fields =
    [
        RosterField.RefId, RosterField.CustomerId, RosterField.Email, RosterField.Phone, RosterField.Name, RosterField.LastName, RosterField.Code, RosterField.Plate,
    ];

    private static (byte[] Bytes, RosterOptions Options, List<(int Line, string Cells)> Expected) Write(RosterTable table)
    {
        var text = new StringBuilder(Header.Replace(',', table.Delimiter));
        List<(int, string)> expected = [];
        foreach (var row in table.Rows)
        {
            text.Append(table.LineEnd);
            var line = 1 + text.ToString().ReplaceLineEndings("\n").Count(c => c == '\n');
            text.AppendJoin(table.Delimiter, row.Select(cell => Quoted(cell, table)));

            // The seventh column means nothing, but a row that has only that is not blank.
            var cells = row.Select(cell => cell.Trim()).ToList();
            if (cells.Exists(cell => cell.Length > 0))
            {
                cells.RemoveAt(6);
                expected.Add((line, string.Join('\u0001', Fields.Zip(cells, CellRules.Restore))));
            }
        }

        text.Append(table.LastLineEnds ? table.LineEnd : "");
        return (Bytes(text.ToString(), table.Encoding), Options(table.Encoding), expected);
    }

    private static string Quoted(string cell, RosterTable table) =>
        table.QuoteAll || cell.AsSpan().IndexOfAny([table.Delimiter, '"', '\r', '\n']) >= 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;

    private static byte[] Bytes(string text, string encoding)
    {
        var target = RosterEncodings.Parse(encoding.Split(' ')[0]);
        return encoding.EndsWith("marked", StringComparison.Ordinal) ? Rosters.Marked(target, text) : target.GetBytes(text);
    }

    // A short text in a code page may be UTF-8 by chance, and one of few characters leaves UTF-16 untold.
    private static RosterOptions Options(string encoding) => encoding is "windows-1252" or "iso-8859-15" or "unicode"
        ? new() { Encoding = RosterEncodings.Parse(encoding) }
        : new();
}

public sealed record RosterTable(
    string[][] Rows, char Delimiter, string LineEnd, string Encoding, bool QuoteAll, bool LastLineEnds, bool Pipe);
