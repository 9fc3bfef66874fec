using System.Buffers;

namespace ParkUp.Client;

/// <summary>Finds bytes that hardly stand within a word as Windows-1252, and are accented letters in other code pages.</summary>
internal static class EncodingDoubt
{
    private const int MaxSide = 20;

    // Accented letters of macintosh and ibm850 that are signs, or nothing, in Windows-1252.
    private static readonly SearchValues<byte> Signs = SearchValues.Create(
        [0x81, 0x82, 0x83, 0x86, 0x87, 0x8D, 0x8E, 0x8F, 0x90, 0x9C, 0x9D, 0x9F, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5]);

    // Signs that may stand behind a word, but not within one.
    private static readonly SearchValues<byte> InnerSigns = SearchValues.Create([0x84, 0x85, 0x95, 0x96, 0x97, 0xB5]);

    // Capital letters there that are small letters in Windows-1252.
    private static readonly SearchValues<byte> SmallLetters = SearchValues.Create([0xE0, 0xE7, 0xE9, 0xEA, 0xEE, 0xF2]);

    private static readonly SearchValues<byte> Candidates = SearchValues.Create(
    [
        0x81, 0x82, 0x83, 0x86, 0x87, 0x8D, 0x8E, 0x8F, 0x90, 0x9C, 0x9D, 0x9F, 0xA1, 0xA2, 0xA3, 0xA4, 0xA5,
        0x84, 0x85, 0x95, 0x96, 0x97, 0xB5, 0xE0, 0xE7, 0xE9, 0xEA, 0xEE, 0xF2,
    ]);

    /// <summary>The first word with such a byte; null where there is none.</summary>
    public static byte[]? Find(ReadOnlySpan<byte> bytes)
    {
        for (var at = 1; at < bytes.Length; at++)
        {
            var next = bytes[at..].IndexOfAny(Candidates);
            if (next < 0)
            {
                return null;
            }

            at += next;
            if (IsDoubtful(bytes[at - 1], bytes[at], at + 1 < bytes.Length ? bytes[at + 1] : (byte)0))
            {
                return Word(bytes, at);
            }
        }

        return null;
    }

    private static bool IsDoubtful(byte before, byte sign, byte after)
    {
        var isWithin = char.IsAsciiLetter((char)before) && char.IsAsciiLetter((char)after);
        return IsLetterOfWindows1252(before, sign, after) ? false
            : Signs.Contains(sign) ? isWithin || char.IsAsciiLetterLower((char)before)
            : SmallLetters.Contains(sign) ? char.IsAsciiLetterUpper((char)before) && char.IsAsciiLetterUpper((char)after)
            : isWithin && InnerSigns.Contains(sign);
    }

    /// <summary>œ as French writes it (cœur), and Ž between capitals.</summary>
    private static bool IsLetterOfWindows1252(byte before, byte sign, byte after) =>
        (sign == 0x9C && after == 'u') || (sign == 0x8E && char.IsAsciiLetterUpper((char)before) && (after == 0 || !char.IsAsciiLetterLower((char)after)));

    private static byte[] Word(ReadOnlySpan<byte> bytes, int at)
    {
        var (start, end) = (at, at + 1);
        while (start > 0 && at - start < MaxSide && IsOfWord(bytes[start - 1]))
        {
            start--;
        }

        while (end < bytes.Length && end - at < MaxSide && IsOfWord(bytes[end]))
        {
            end++;
        }

        return bytes[start..end].ToArray();
    }

    private static bool IsOfWord(byte b) => b >= 0x80 || char.IsAsciiLetter((char)b);
}
