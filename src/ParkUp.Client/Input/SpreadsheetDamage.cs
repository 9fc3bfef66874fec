using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>
/// What a spreadsheet writes in place of what was meant: <c>1.2E+15</c> for long digits, <c>#N/A</c> for a formula
/// that failed, <c>####</c> for a column that was too narrow.
/// </summary>
internal static partial class SpreadsheetDamage
{
    /// <summary>
    /// Whether the text is a number in the form that spreadsheets write, with a sign in its exponent. A code such
    /// as <c>1E5</c> is none: no spreadsheet writes that.
    /// </summary>
    public static bool IsScientific(string text) => HasSignOfExponent(text) && Scientific().IsMatch(text);

    /// <summary>Where the sign must stand: most texts are settled by that, without the cost of a pattern.</summary>
    private static bool HasSignOfExponent(string text) => text.Length >= 5 && (text[^3] is '+' or '-' || text[^4] is '+' or '-');

    [GeneratedRegex(@"^[+-]?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();

    /// <summary>Whether the text is an error of a formula, in English or Spanish, or the mark of a narrow column.</summary>
    public static bool IsError(string text) => text[0] == '#' && Error().IsMatch(text);

    [GeneratedRegex(@"^#(?:N/[AD]|#+|[¡¿]?[A-Z]+(?:/0)?[!?])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Error();
}
