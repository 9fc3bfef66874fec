using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>What a spreadsheet does to long digits: <c>1200000000000000</c> is saved as <c>1.2E+15</c>.</summary>
internal static partial class SpreadsheetDamage
{
    /// <summary>
    /// Whether the text is a number in the form that spreadsheets write, with a sign in its exponent. A code such
    /// as <c>1E5</c> is none: no spreadsheet writes that.
    /// </summary>
    public static bool IsScientific(string text) => text.Length >= 5 && Scientific().IsMatch(text);

    [GeneratedRegex(@"^[+-]?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();
}
