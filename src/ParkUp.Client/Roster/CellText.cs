using System.Globalization;

namespace ParkUp.Client;

/// <summary>What counts as nothing at the edges of a cell: what a reader of the spreadsheet cannot see.</summary>
internal static class CellText
{
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> cell)
    {
        var start = 0;
        while (start < cell.Length && IsInvisible(cell[start]))
        {
            start++;
        }

        var end = cell.Length;
        while (end > start && IsInvisible(cell[end - 1]))
        {
            end--;
        }

        return cell[start..end];
    }

    public static bool IsBlank(ReadOnlySpan<char> cell)
    {
        foreach (var c in cell)
        {
            if (!IsInvisible(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Text from a file made fit for a message: on one line, without control characters, and not too long.</summary>
    public static string Quotable(string text, int limit)
    {
        var visible = string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || IsInvisible(source[i]) ? ' ' : source[i];
            }
        }).Trim();
        if (visible.Length <= limit)
        {
            return visible;
        }

        return string.Concat(visible.AsSpan(0, char.IsHighSurrogate(visible[limit - 1]) ? limit - 1 : limit), "…");
    }

    // White space takes in the no-break spaces. Format characters are the zero-width ones, the byte order mark, and
    // the marks of direction that a phone number brings along from an address book.
    private static bool IsInvisible(char c) => c < 0x80
        ? c is ' ' or (>= '\t' and <= '\r')
        : char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
