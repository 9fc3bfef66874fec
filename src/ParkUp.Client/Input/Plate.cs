namespace ParkUp.Client;

/// <summary>Normalises plates: <c>jp·kj-21</c> is sent and compared as <c>JPKJ21</c>.</summary>
public static class Plate
{
    /// <summary>Converts to upper case, and removes spaces, dots, hyphens and middle dots; the same in every culture.</summary>
    /// <param name="text">A plate in any spelling, or null.</param>
    /// <returns>The plate; null where nothing is left.</returns>
    public static string? Normalize(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (IsNormal(text))
        {
            return text.Length == 0 ? null : text;
        }

        Span<char> kept = text.Length <= 64 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (!IsSeparator(c))
            {
                kept[length++] = char.ToUpperInvariant(c);
            }
        }

        return length == 0 ? null : new string(kept[..length]);
    }

    /// <summary>Whether the character only makes a plate easier to read.</summary>
    internal static bool IsSeparator(char c) =>
        c is '.' or '-' or '\u2212' or '\u00b7' or '\u2022' or '\u2027' or '\u2219' or '\u22c5' or '\u30fb'
        || Cell.IsInvisible(c)
        || (c > '\u007f' && char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation);

    private static bool IsNormal(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
