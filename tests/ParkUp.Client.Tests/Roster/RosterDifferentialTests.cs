using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Sylvan.Data.Csv;

namespace ParkUp.Client.Tests;

/// <summary>
/// The reader of rows against two others, on files as they come from people, spoilt a little: where those two agree on a
/// whole file, this one reads the same, or the difference is one that is meant.
/// </summary>
public class RosterDifferentialTests
{
    private const int Seed = 20_261_126;
    private const int Rounds = 4000;
    private const string Signs = "\"\"\"\",,;\r\n\n \tA1ñ";

    private static readonly string[] Files =
    [
        "RefId,Name,Plate\r\nA1,\"Muñoz, Ana\",AB1\r\nA2,\"O\"\"Higgins\",AB2\r\nA3,Eva,AB3\r\n",
        "RefId,Name,Plate\nA1,\"Ana\nMaría\",AB1\nA2,,AB2\n\nA3,\"\",\"AB3\"\n",
        "RefId,Name,Plate\r\n\"A1\",\"Ana\",\"AB1\"\r\n\"A2\",\"Eva\",\"AB2\"\r\n\"A3\",\"Luz\",\"AB3\"",
        "RefId,Name,Plate\nA1, Ana ,5\"\nA2,it's,AB2\nA3,a \"b\" c,AB3\n",
    ];

    /// <summary>Why this reader reads otherwise where the others agree.</summary>
    private enum Meant
    {
        /// <summary>A row with a quote out of place is refused; the others guess.</summary>
        QuoteOutOfPlace,

        /// <summary>Blanks between a delimiter and a quote are no part of the cell, as in files that people write.</summary>
        BlankBeforeQuote,
    }

    [Fact]
    public void What_two_other_readers_agree_on_is_read_the_same_or_differs_for_a_reason()
    {
        Dictionary<Meant, int> meant = [];
        var agreed = 0;
        for (var number = 0; number < Rounds; number++)
        {
            var text = Spoilt(new Random(Seed + number));
            if (ByCsvHelper(text) is not { } rows || BySylvan(text) is not { } others || !Same(rows, others))
            {
                continue;
            }

            agreed++;
            var (own, hasFault) = ByOwn(text);
            if (Same(rows, own))
            {
                continue;
            }

            Meant? reason = hasFault ? Meant.QuoteOutOfPlace : HasBlankBeforeQuote(text) ? Meant.BlankBeforeQuote : null;
            Assert.True(reason is not null, $"Seed {Seed}, round {number}:\n{text}\n--- read as\n{Show(own)}\n--- the others\n{Show(rows)}");
            meant[reason.Value] = meant.GetValueOrDefault(reason.Value) + 1;
        }

        // Or nothing was compared, or a reason is no longer one.
        Assert.InRange(agreed, Rounds / 4, Rounds);
        Assert.Equal(Enum.GetValues<Meant>(), meant.Keys.Order());
    }

    private static string Spoilt(Random random)
    {
        var text = Files[random.Next(Files.Length)];
        for (var times = random.Next(4); times > 0; times--)
        {
            var at = random.Next("RefId,Name,Plate\r\n".Length, text.Length);
            text = random.Next(3) == 0
                ? text.Remove(at, 1)
                : text.Insert(at, Signs[random.Next(Signs.Length)].ToString());
        }

        return text;
    }

    private static (List<string[]> Rows, bool HasFault) ByOwn(string text)
    {
        using var stream = new MemoryStream(Rosters.Utf8.GetBytes(text));
        using var source = new RosterSource(stream, CancellationToken.None);
        var reader = new DelimitedReader(new StrictStreamReader(source, new(System.Text.Encoding.UTF8, default)), "x");
        reader.Start(',');
        List<string[]> rows = [];
        var hasFault = false;
        while (reader.ReadRow())
        {
            hasFault |= reader.Fault is not null;
            rows.Add(Row(Enumerable.Range(0, (int)reader.Count).Select(cell => reader[cell].ToString())));
        }

        return (rows, hasFault);
    }

    /// <summary>The rows; null where it refuses the file.</summary>
    private static List<string[]>? ByCsvHelper(string text)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, BadDataFound = null, Delimiter = "," };
        using var parser = new CsvParser(new StringReader(text), configuration);
        List<string[]> rows = [];
        while (parser.Read())
        {
            Add(rows, parser.Record!);
        }

        return rows;
    }

    private static List<string[]>? BySylvan(string text)
    {
        try
        {
            using var reader = Sylvan.Data.Csv.CsvDataReader.Create(new StringReader(text), new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',' });
            List<string[]> rows = [];
            while (reader.Read())
            {
                Add(rows, Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString));
            }

            return rows;
        }
        catch (CsvFormatException)
        {
            return null;
        }
    }

    private static void Add(List<string[]> rows, IEnumerable<string> cells)
    {
        var row = Row(cells);
        if (Array.Exists(row, static cell => cell.Length > 0))
        {
            rows.Add(row);
        }
    }

    /// <summary>What counts of cells: their text without blanks at its ends.</summary>
    private static string[] Row(IEnumerable<string> cells) => [.. cells.Select(static cell => Cell.Trim(cell) ?? string.Empty)];

    private static bool Same(List<string[]> one, List<string[]> other) =>
        one.Count == other.Count && one.Zip(other).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static bool HasBlankBeforeQuote(string text) => text.Contains(" \"", StringComparison.Ordinal) || text.Contains("\t\"", StringComparison.Ordinal);

    private static string Show(List<string[]> rows) => string.Join('\n', rows.Select(static row => string.Join('|', row)));
}
