using System.Buffers;

namespace ParkUp.Client;

/// <summary>Whether two references, or two codes, may be one, written or read in two ways: the service, or the machine that wrote a file, may not tell them apart.</summary>
internal static class RefIdLikeness
{
    /// <summary>
    /// Alike are two that differ in case, signs, accents or leading zeros alone; or in letters beyond ASCII alone, where
    /// those are the fewer: the wrong encoding changes them.
    /// </summary>
    public static bool AreAlike(string one, string other) =>
        !string.Equals(one, other, StringComparison.Ordinal)
        && KeysOf(one).Intersect(KeysOf(other), StringComparer.Ordinal).Any();

    /// <summary>What two texts that are alike, or the same, have in common: at least one of these.</summary>
    public static IEnumerable<string> KeysOf(string text)
    {
        if (Letters(text) is { Length: > 0 } letters)
        {
            yield return $"letters {letters}";
        }

        if (AsciiOf(text) is { Length: > 0 } ascii)
        {
            yield return $"ascii {ascii}";
        }
    }

    private static string Letters(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in Decompose(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                kept.Append(Rune.ToUpperInvariant(rune).ToString());
            }
        }

        return WithoutZeros(kept.ToString());
    }

    /// <summary>Null where most of the text is beyond ASCII: the rest tells nothing then.</summary>
    private static string? AsciiOf(string text)
    {
        var ascii = string.Concat(text.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant));
        return text.Count(static c => !char.IsAscii(c) || c == '?') <= ascii.Length ? WithoutZeros(ascii) : null;
    }

    private static string WithoutZeros(string text) => text.TrimStart('0') is { Length: > 0 } rest ? rest : text;

    /// <summary>Letters apart from their accents. A text with half a character cannot be taken apart, and stays.</summary>
    private static string Decompose(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return text;
            }

            rest = rest[length..];
        }

        return text.Normalize(NormalizationForm.FormD);
    }
}
