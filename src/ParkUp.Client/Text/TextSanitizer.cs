using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>Makes text from files, answers and exceptions safe to show on a terminal or in a log.</summary>
internal static class TextSanitizer
{
    private const int MaxQuote = 500;

    /// <summary>Removes control and format characters: no escape sequence, no change of the reading direction.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        // Most codes and plates are printable ASCII.
        if (text is null || !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        Span<char> utf16 = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                kept.Append(utf16[..rune.EncodeToUtf16(utf16)]);
            }
        }

        return kept.ToString();
    }

    /// <summary>A value as a message quotes it: clean, trimmed, and cut to a readable length.</summary>
    public static string Quote(string? text, int length = MaxQuote) => Cut(Clean(text ?? string.Empty).Trim(), length);

    /// <summary>The beginning of a text that is too long; it never ends in half a character.</summary>
    public static string Cut(string text, int length = MaxQuote) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");

    /// <summary>Personal data as a log may show it: at most two characters, and never most of a short text.</summary>
    public static string Mask(string text)
    {
        var kept = Math.Min(2, text.Length / 3);
        return text[..(kept > 0 && char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)] + "***";
    }
}
