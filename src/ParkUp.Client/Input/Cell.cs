using System.Globalization;

namespace ParkUp.Client;

/// <summary>
/// One field of a row as people hand it in. A blank cell means absent, and never becomes a zero, a false or an
/// empty string on the wire.
/// </summary>
public static class Cell
{
    /// <summary>The text without what is invisible at its ends; null where nothing is left.</summary>
    /// <param name="text">The text of the cell, or null.</param>
    public static string? Trim(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var start = 0;
        var end = text.Length;
        while (start < end && IsInvisible(text[start]))
        {
            start++;
        }

        while (end > start && IsInvisible(text[end - 1]))
        {
            end--;
        }

        return start == end ? null : text[start..end];
    }

    /// <summary>
    /// The one way from a value to the text of a cell, the same in every culture. Whole numbers keep all their
    /// digits; what a database calls null is absent.
    /// </summary>
    /// <param name="value">A string, a number, a bool, a date, or null.</param>
    public static string? FromValue(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        bool yes => yes ? "true" : "false",
        // A code that a database or a JSON file kept as a double must not come out as 1.2E+15.
        double number when double.IsInteger(number) && Math.Abs(number) <= MaxExactInteger
            => ((long)number).ToString(CultureInfo.InvariantCulture),
        float number when float.IsInteger(number) && Math.Abs(number) <= MaxExactSingle
            => ((long)number).ToString(CultureInfo.InvariantCulture),
        decimal number when decimal.IsInteger(number) => number.ToString("F0", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>White space, and characters that take no room: both come along when a cell is pasted.</summary>
    internal static bool IsInvisible(char c) =>
        char.IsWhiteSpace(c) || (c > '\u007f' && char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    private const double MaxExactInteger = 9_007_199_254_740_992;
    private const float MaxExactSingle = 16_777_216;
}
