using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ParkUp.Client;

/// <summary>Text of others, made harmless on a terminal; the same text where there is nothing to take out.</summary>
internal static class Printable
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || IsPlain(text))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        Span<char> utf16 = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsPrintable(rune))
            {
                kept.Append(utf16[..rune.EncodeToUtf16(utf16)]);
            }
        }

        return kept.ToString();
    }

    /// <summary>Most codes and plates are plain letters and digits: they need no second look.</summary>
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>No control character (so no escape sequence), and none that turns the reading direction.</summary>
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
