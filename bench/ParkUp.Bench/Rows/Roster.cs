using System.Globalization;
using System.Management.Automation;

namespace ParkUp.Bench;

/// <summary>A line of a roster.</summary>
/// <param name="RefId">The customer's reference.</param>
/// <param name="Code">The tag's code.</param>
/// <param name="Plate">The plate.</param>
public sealed record RosterLine(string RefId, string Code, string Plate)
{
    /// <summary>The line as Import-Csv makes it: every cell a string, in note properties.</summary>
    public PSObject ToCsvObject()
    {
        var row = new PSObject();
        row.Properties.Add(new PSNoteProperty("RefId", RefId), preValidated: true);
        row.Properties.Add(new PSNoteProperty("Code", Code), preValidated: true);
        row.Properties.Add(new PSNoteProperty("Plate", Plate), preValidated: true);
        return row;
    }
}

/// <summary>
/// Customers with as many tags each, sorted by customer. The same customers in every run, but codes of the run's
/// own, so that nothing is ever in use already.
/// </summary>
/// <param name="customers">How many customers.</param>
/// <param name="tagsEach">How many tags each.</param>
public sealed class Roster(int customers, int tagsEach)
{
    private const int LettersOfPlate = 26 * 26 * 26 * 26;

    public int Customers { get; } = customers;

    public int TagsEach { get; } = tagsEach;

    public int Count => Customers * TagsEach;

    public static string RefId(int customer) => string.Create(CultureInfo.InvariantCulture, $"C{customer:D7}");

    public IEnumerable<RosterLine> Rows(string run)
    {
        for (var customer = 0; customer < Customers; customer++)
        {
            var refId = RefId(customer);
            for (var tag = 0; tag < TagsEach; tag++)
            {
                yield return Line(run, refId, (customer * TagsEach) + tag);
            }
        }
    }

    /// <summary>The rows as requests: the tags of one customer each, in the rows' order.</summary>
    /// <param name="run">The run whose codes they have.</param>
    /// <param name="batchSize">How many tags go into one at most.</param>
    public IReadOnlyList<RosterLine[]> Batches(string run, int batchSize) =>
        [.. Rows(run).Chunk(TagsEach).SelectMany(ofCustomer => ofCustomer.Chunk(batchSize))];

    /// <summary>The line that has a code of this run.</summary>
    public RosterLine LineOf(string run, string code) =>
        Line(run, int.Parse(code.AsSpan(run.Length), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>The line of that number, from 0.</summary>
    public RosterLine Line(string run, int number) => Line(run, RefId(number / TagsEach), number);

    private static RosterLine Line(string run, string refId, int number) =>
        new(refId, string.Create(CultureInfo.InvariantCulture, $"{run}{number:D7}"), Plate(number));

    /// <summary>A plate of four letters and two digits, as in Chile.</summary>
    private static string Plate(int number) =>
        string.Create(6, number, static (plate, number) =>
        {
            (var digits, var letters) = Math.DivRem(number, LettersOfPlate);
            for (var i = 3; i >= 0; i--)
            {
                (letters, var letter) = Math.DivRem(letters, 26);
                plate[i] = (char)('A' + letter);
            }

            plate[4] = (char)('1' + (digits / 10 % 9));
            plate[5] = (char)('0' + (digits % 10));
        });
}
