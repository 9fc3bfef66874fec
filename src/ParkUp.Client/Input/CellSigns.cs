using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>The signs of damage in the text of a cell.</summary>
internal static partial class CellSigns
{
    private const string Months =
        "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
        + "ene(?:ro)?|set|feb(?:rero)?|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|septiembre|setiembre|octubre|noviembre|dic(?:iembre)?";

    private const string Time = @"(?:[T ]\s*[0-9]{1,2}:[0-9]{2}.*)?";

    /// <summary>What a database writes for no value. A last name may be Null, so names are not looked at.</summary>
    public static bool IsNull(string text) => Is(text, "NULL");

    /// <summary>The same in a form that no name has.</summary>
    public static bool IsNullMark(string text) => Is(text, @"\N") || Is(text, "(null)") || Is(text, "<null>") || Is(text, "[null]");

    /// <summary>What programs write for a value that they do not have, and what may be one.</summary>
    public static bool IsPlaceholder(string text) => Is(text, "NaN") || Is(text, "None") || Is(text, "nil") || Is(text, "undefined") || Is(text, "N/A")
        || Is(text, "true") || Is(text, "false") || Is(text, "verdadero") || Is(text, "falso");

    /// <summary>Half a surrogate pair, which JSON would change on the way.</summary>
    public static bool HasBrokenCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return true;
            }
        }

        return false;
    }

    public static bool HasLineBreak(string text) => text.AsSpan().ContainsAny("\r\n\u0085\u2028\u2029");

    /// <summary>The index of a character within a text that is not seen, or looks like a space and is none; -1 where there is none.</summary>
    public static int FindInvisible(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= '\u0080' && (Cell.IsInvisible(text[i]) || IsFiller(text[i]) || IsInvisiblePair(text, i)))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A number with a signed exponent, as spreadsheets write it, or with more digits than they keep. A code such as <c>1E5</c> is neither.</summary>
    public static bool IsScientific(string text) => text.Length >= 4 && char.IsAsciiDigit(text[^1]) && text.AsSpan().ContainsAny("+-.,") && Scientific().IsMatch(text);

    /// <summary>The error of a formula, in English or Spanish, or the signs of a column that is too narrow.</summary>
    public static bool IsSpreadsheetError(string text) => text[0] == '#' && Error().IsMatch(text);

    /// <summary>A sign that no plate has, or two parts that are a plate each.</summary>
    public static bool IsNotOnePlate(string text)
    {
        var (start, plates) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                continue;
            }

            if (i < text.Length && !Plate.IsSeparator(text[i]))
            {
                return true;
            }

            plates += IsWholePlate(text.AsSpan(start..i)) ? 1 : 0;
            start = i + 1;
        }

        return plates > 1;
    }

    /// <summary>A date, as programs write it for a code such as <c>1-3</c> or a plate such as <c>MAR-21</c>.</summary>
    public static bool IsDate(string text) => text.Length is >= 5 and <= 40 && text.AsSpan().ContainsAny("-/. ") && Date().IsMatch(text);

    public static string DescribeInvisible(string text, int at) => $"U+{(char.IsHighSurrogate(text[at]) ? char.ConvertToUtf32(text, at) : text[at]):X4}";

    // Letters and marks that fonts show as nothing: the Hangul fillers, the grapheme joiner, the blank of Braille, variation selectors.
    private static bool IsFiller(char c) => c is '\u034f' or '\u115f' or '\u1160' or '\u2800' or '\u3164' or '\uffa0' or (>= '\ufe00' and <= '\ufe0f');

    private static bool IsInvisiblePair(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.Format;

    private static bool IsWholePlate(ReadOnlySpan<char> part) => part.Length >= 5 && part.ContainsAnyInRange('0', '9') && part.IndexOfAnyExceptInRange('0', '9') >= 0;

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^[+-]?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}$|^[+-]?[0-9][.,][0-9]+E[0-9]{2,3}$|^[0-9]{16,}[.,]00?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^#(?:N/[AD]|#+|[¡¿]?[A-Z]+(?:/0)?[!?])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Error();

    [GeneratedRegex(
        "^(?:"
        + @"(?:0?[1-9]|[12][0-9]|3[01])(?<sign>[-/.])(?:0?[1-9]|[12][0-9]|3[01])\k<sign>(?:[0-9]{2}|(?:19|20)[0-9]{2})" + Time
        + @"|(?:19|20)[0-9]{2}(?<mark>[-/.])(?:0?[1-9]|1[0-2])\k<mark>(?:0?[1-9]|[12][0-9]|3[01])" + Time
        + "|(?:0?[1-9]|[12][0-9]|3[01])(?:[-/. ]| de )(?:" + Months + @")\.?(?:(?:[-/. ]| de )(?:[0-9]{2}|[0-9]{4}))?" + Time
        + "|(?:" + Months + @")\.?[-/. ](?:[0-9]{1,2}|(?:19|20)[0-9]{2}|[0-9]{1,2},? (?:19|20)[0-9]{2})" + Time
        + ")$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();
}
