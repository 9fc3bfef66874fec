using System.Globalization;

namespace ParkUp.Client;

/// <summary>The one form in which a plate is sent and compared: <c>jp·kj-21</c> is <c>JPKJ21</c>.</summary>
public static class Plate
{
    /// <summary>
    /// Trims, puts into upper case and takes out spaces, dots, hyphens and middle dots. The same in every culture,
    /// and doing it twice changes nothing more.
    /// </summary>
    /// <param name="text">A plate as a person wrote it, or null.</param>
    /// <returns>The plate, or null where nothing is left of it.</returns>
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

    /// <summary>Whether people put this character into a plate only to make it easier to read.</summary>
    /// <param name="c">The character.</param>
    public static bool IsSeparator(char c) =>
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
