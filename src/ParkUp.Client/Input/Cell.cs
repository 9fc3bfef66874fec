namespace ParkUp.Client;

/// <summary>The text of a cell. A blank cell means absent: it never becomes a zero, a false or an empty string on the wire.</summary>
internal static class Cell
{
    /// <summary>Removes invisible characters at both ends; null where nothing is left.</summary>
    public static string? Trim(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var kept = Trim(text.AsSpan());
        return kept.Length == text.Length ? text : kept.IsEmpty ? null : kept.ToString();
    }

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsInvisible(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsInvisible(text[end - 1]) && !IsHalfOfTwiceEncoded(text[..end]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>The text of a value, the same in every culture. Whole numbers keep all their digits; DBNull is absent.</summary>
    public static string? FromValue(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        bool yes => yes ? "true" : "false",
        // A code that a database or JSON holds as a double must not become 1.2E+15.
        double number when double.IsInteger(number) && Math.Abs(number) <= MaxExactInteger
            => ((long)number).ToString(CultureInfo.InvariantCulture),
        float number when float.IsInteger(number) && Math.Abs(number) <= MaxExactSingle
            => ((long)number).ToString(CultureInfo.InvariantCulture),
        decimal number when decimal.IsInteger(number) => number.ToString("F0", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>White space, no-break spaces, and format characters: zero-width ones, the byte order mark, marks of direction.</summary>
    public static bool IsInvisible(char c) => c < 0x80
        ? c is ' ' or (>= '\t' and <= '\r')
        : char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    /// <summary>í and à that were encoded twice end with a character that is not seen; without it they could not be recognised.</summary>
    private static bool IsHalfOfTwiceEncoded(ReadOnlySpan<char> text) => text is [.., 'Ã' or 'Â', '\u00ad' or '\u00a0'];

    private const double MaxExactInteger = 9_007_199_254_740_992;
    private const float MaxExactSingle = 16_777_216;
}
