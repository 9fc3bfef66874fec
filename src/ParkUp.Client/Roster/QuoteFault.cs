namespace ParkUp.Client;

/// <summary>What is wrong with the quotes of a row.</summary>
internal enum QuoteFaultKind
{
    /// <summary>Text stands between the closing quote of a cell and the next delimiter.</summary>
    TextBehind,

    /// <summary>A cell is not closed; the rows below it stand on their own.</summary>
    NotClosed,

    /// <summary>A cell is not closed within the length that a cell may have.</summary>
    TooLong,
}

/// <summary>The first fault of a row's quotes: its kind, and the number of the cell, from 0.</summary>
internal sealed record QuoteFault(QuoteFaultKind Kind, long Cell);

/// <summary>Tells a quote that was never closed from one within a cell that should have been doubled.</summary>
internal static class QuoteRecovery
{
    /// <summary>Whether the lines that a cell swallowed are rows of their own: most of them fit the header, and the last one does.</summary>
    /// <remarks>Prose with quotes in it has a stray quote in its last line, or not the header's number of cells.</remarks>
    public static bool AreRows(ReadOnlySpan<char> lines, char delimiter, int width)
    {
        // With one column, any line of prose would be a row.
        var fitting = width is > 1 and < int.MaxValue ? 0 : int.MinValue;
        var lastFits = false;
        while (!lines.IsEmpty)
        {
            if (!TryReadRow(ref lines, delimiter, out var filled, out var count))
            {
                return false;
            }

            if (filled > 0)
            {
                lastFits = count == width || (count > width && filled <= width);
                fitting += lastFits ? 1 : -1;
            }
        }

        return lastFits && fitting > 0;
    }

    /// <summary>Reads a row by the letter of RFC 4180; false where a quote is out of place or not closed.</summary>
    private static bool TryReadRow(ref ReadOnlySpan<char> text, char delimiter, out long filled, out long count)
    {
        (filled, count) = (0, 0);
        while (true)
        {
            count++;
            var cell = SkipBlanks(text, delimiter);
            var isQuoted = cell is ['"', ..];
            if (isQuoted && !TrySkipQuoted(ref cell))
            {
                return false;
            }

            text = isQuoted ? SkipBlanks(cell, delimiter) : cell;
            var end = text.IndexOfAny(delimiter, '\r', '\n');
            var rest = end < 0 ? text : text[..end];
            if (rest.Contains('"') || (isQuoted && !rest.IsEmpty))
            {
                return false;
            }

            filled = isQuoted || !rest.IsEmpty ? count : filled;
            text = end < 0 ? default : text[end..];
            if (text.IsEmpty || text[0] != delimiter)
            {
                text = text.StartsWith("\r\n") ? text[2..] : text.IsEmpty ? text : text[1..];
                return true;
            }

            text = text[1..];
        }
    }

    private static bool TrySkipQuoted(ref ReadOnlySpan<char> cell)
    {
        do
        {
            var close = cell[1..].IndexOf('"');
            if (close < 0)
            {
                return false;
            }

            cell = cell[(close + 2)..];
        }
        while (cell is ['"', ..]);
        return true;
    }

    private static ReadOnlySpan<char> SkipBlanks(ReadOnlySpan<char> text, char delimiter)
    {
        var start = 0;
        while (start < text.Length && text[start] is not ('\r' or '\n') && text[start] != delimiter && Cell.IsInvisible(text[start]))
        {
            start++;
        }

        return text[start..];
    }
}
