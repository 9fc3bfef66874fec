namespace ParkUp.Client;

/// <summary>What programs put around a value so that a spreadsheet does not change it. Each method returns the value, or null where the text has no such armour.</summary>
internal static class CellArmor
{
    private const int MostExactDigits = 15;

    /// <summary>A formula that is only a text: <c>="00123"</c>.</summary>
    public static string? Formula(string text) =>
        text is ['=', ..] && text.AsSpan(1).TrimStart() is ['"', .., '"'] quoted ? Unquote(quoted, '"') : null;

    /// <summary>The apostrophe that makes a cell text. In a name it stays where it is part of it: <c>'t Hart</c>.</summary>
    public static string? Apostrophe(RosterField field, string text) => text switch
    {
        ['\'' or '’', >= 'a' and <= 'z', ' ' or '-', ..] when IsName(field) => null,
        ['\'' or '’', .. var value, var last] when last is not ('\'' or '’') => value + last,
        ['\'' or '’'] => string.Empty,
        _ => null,
    };

    /// <summary>Quotes around the whole text.</summary>
    public static string? Quotes(string text) => text switch
    {
        ['"', .., '"'] => Unquote(text, '"'),
        ['\'', .., '\''] => Unquote(text, '\''),
        ['“' or '”' or '„', .., '”' or '“'] or ['‘' or '’' or '‚', .., '’' or '‘'] or ['«', .., '»'] => Inside(text),
        _ => null,
    };

    /// <summary>A whole number that a program stored as a fraction: <c>20202020.0</c>. With more digits than a double holds, some may be wrong.</summary>
    public static string? WholeNumber(string text)
    {
        var point = text.AsSpan().IndexOfAny('.', ',');
        return point is > 0 and <= MostExactDigits && text.AsSpan(point + 1) is "0" or "00" && !text.AsSpan(0, point).ContainsAnyExceptInRange('0', '9')
            ? text[..point]
            : null;
    }

    /// <summary>A text with spaces that a web page or a word processor made wide, narrow or unbreakable.</summary>
    public static string? PlainSpaces(string text)
    {
        var plain = string.Concat(text.Select(static c => char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator ? ' ' : c));
        return string.Equals(plain, text, StringComparison.Ordinal) ? null : plain;
    }

    private static bool IsName(RosterField field) => field is RosterField.Name or RosterField.LastName;

    /// <summary>The text between two quotes, where a quote within it is written twice.</summary>
    private static string? Unquote(ReadOnlySpan<char> quoted, char quote)
    {
        var inside = quoted[1..^1].ToString();
        var pair = new string(quote, 2);
        var withoutPairs = inside.Replace(pair, string.Empty, StringComparison.Ordinal);
        return withoutPairs.Contains(quote, StringComparison.Ordinal) ? null : inside.Replace(pair, quote.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The text between two signs that are not repeated within it.</summary>
    private static string? Inside(string text)
    {
        var inside = text[1..^1];
        return inside.Contains(text[0], StringComparison.Ordinal) || inside.Contains(text[^1], StringComparison.Ordinal) ? null : inside;
    }
}
