using System.Globalization;
using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>Checks a field before it is sent. The error is returned, not thrown: a roster with a fault in each row must not be slow.</summary>
internal static class FieldCheck
{
    public static InvalidInputException? Reference(string? text, out string value) =>
        Required(text, "RefId", out value) ?? Unharmed(value, "RefId");

    public static InvalidInputException? Code(string? text, out string value) =>
        Required(text, "Code", out value) ?? Unharmed(value, "Code");

    public static InvalidInputException? Plate(string? text, out string value)
    {
        value = Client.Plate.Normalize(text) ?? string.Empty;
        if (value.Length > 0)
        {
            return Sendable(value, "Plate") ?? Unharmed(Cell.Trim(text)!, "Plate");
        }

        return Cell.Trim(text) is { } marks
            ? Fault("Plate", Texts.PlateOfMarks.With(TextSanitizer.Quote(marks)))
            : Fault("Plate", Texts.Blank.With("Plate"));
    }

    /// <summary>A field that may be blank. What its text means is the service's to judge.</summary>
    public static InvalidInputException? Optional(string? text, string field, out string? value)
    {
        value = Cell.Trim(text);
        return value is null ? null : Sendable(value, field) ?? Unharmed(value, field);
    }

    public static InvalidInputException? CustomerId(string? text, out long? value)
    {
        value = null;
        if (Cell.Trim(text) is not { } digits)
        {
            return null;
        }

        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            value = number;
            return null;
        }

        return Fault("CustomerId", Texts.CustomerIdNotNumber.With(TextSanitizer.Quote(digits)));
    }

    public static InvalidInputException? IsUnlimited(YesNo cell) =>
        cell.IsMalformed ? Fault("IsUnlimited", Texts.NotYesNo.With(TextSanitizer.Quote(cell.Text!))) : null;

    public static InvalidInputException Fault(string field, string message) => new(message) { Field = field };

    private static InvalidInputException? Required(string? text, string field, out string value)
    {
        value = Cell.Trim(text) ?? string.Empty;
        return value.Length == 0 ? Fault(field, Texts.Blank.With(field)) : Sendable(value, field);
    }

    /// <summary>Not a pattern: what changes the service must say what it means.</summary>
    public static InvalidInputException? NoWildcard(string? text, string field) =>
        text is not null && text.AsSpan().ContainsAny('*', '?') ? Fault(field, Texts.Wildcard.With(field, TextSanitizer.Quote(text))) : null;

    private static InvalidInputException? Unharmed(string text, string field)
    {
        if (SpreadsheetDamage.IsScientific(text))
        {
            return Fault(field, Texts.Scientific.With(field, text));
        }

        return SpreadsheetDamage.IsError(text) ? Fault(field, Texts.SpreadsheetError.With(field, text)) : null;
    }

    /// <summary>No control character, and no half of a character: JSON would carry something else than was meant.</summary>
    private static InvalidInputException? Sendable(string text, string field)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                return Fault(field, Texts.ControlCharacter.With(field));
            }

            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return Fault(field, Texts.BrokenCharacter.With(field));
            }
        }

        return null;
    }
}

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
