using System.Buffers;

namespace ParkUp.Client;

/// <summary>Tells the total below a table from a customer: a word for it, and otherwise only numbers.</summary>
internal static class RosterTotal
{
    private static readonly string[] Words =
    [
        "Total", "Totals", "Totales", "Total general", "Gran total", "Grand total", "Sum", "Suma", "Sumas", "Subtotal", "Sub total", "Sub-total",
        "Subtotales", "Subtotals", "Suma total",
    ];

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,' $%+-\u00A0\u202F");

    public static bool IsTotal(ReadOnlySpan<char> cell)
    {
        var word = cell.TrimEnd(": .=");
        foreach (var known in Words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether all cells of a row from a column on are numbers or blank.</summary>
    public static bool AreNumbers(DelimitedReader row, int from)
    {
        for (var column = from; column < row.Count; column++)
        {
            if (!IsNumberOrBlank(Cell.Trim(row[column])))
            {
                return false;
            }
        }

        return !row.HasSurplus;
    }

    /// <summary>Whether a trimmed cell is blank or a number, in any notation.</summary>
    public static bool IsNumberOrBlank(ReadOnlySpan<char> cell) => cell.IsEmpty || (!cell.ContainsAnyExcept(OfNumbers) && cell.ContainsAnyInRange('0', '9'));
}
