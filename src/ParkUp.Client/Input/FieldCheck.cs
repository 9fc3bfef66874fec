using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>Checks a field before it is sent. The error is returned, not thrown: a roster with a fault in each row must not be slow.</summary>
internal static class FieldCheck
{
    public static InvalidInputException? Reference(string? text, out string value) =>
        Required(text, "RefId", out value) ?? Undamaged(value, "RefId");

    public static InvalidInputException? Code(string? text, out string value) =>
        Required(text, "Code", out value) ?? Undamaged(value, "Code");

    public static InvalidInputException? Plate(string? text, out string value)
    {
        value = Client.Plate.Normalize(text) ?? string.Empty;
        if (value.Length > 0)
        {
            return Sendable(value, "Plate") ?? Undamaged(Cell.Trim(text)!, "Plate");
        }

        return Cell.Trim(text) is { } marks
            ? Fault("Plate", Texts.PlateOfMarks.With(TextSanitizer.Quote(marks)))
            : Fault("Plate", Texts.Blank.With(Label("Plate")));
    }

    /// <summary>A field that may be blank. The service checks its content.</summary>
    public static InvalidInputException? Optional(string? text, string field, out string? value)
    {
        value = Cell.Trim(text);
        return value is null ? null : Sendable(value, field) ?? Undamaged(value, field);
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

    /// <summary>The name of a field as people call the column; the parameter's own name stays beside it.</summary>
    public static string Label(string field) => field switch
    {
        "Code" => Texts.FieldCode,
        "Plate" => Texts.FieldPlate,
        "Email" => Texts.FieldEmail,
        "Phone" => Texts.FieldPhone,
        "Name" => Texts.FieldName,
        "LastName" => Texts.FieldLastName,
        _ => field,
    };

    public static InvalidInputException Fault(string field, string message) => new(message) { Field = field };

    private static InvalidInputException? Required(string? text, string field, out string value)
    {
        value = Cell.Trim(text) ?? string.Empty;
        return value.Length == 0 ? Fault(field, Texts.Blank.With(Label(field))) : Sendable(value, field);
    }

    /// <summary>A row that revokes must name its tag, and not give a pattern.</summary>
    public static InvalidInputException? NoWildcard(string? text, string field) =>
        text is not null && text.AsSpan().ContainsAny('*', '?') ? Fault(field, Texts.Wildcard.With(Label(field), TextSanitizer.Quote(text))) : null;

    private static InvalidInputException? Undamaged(string text, string field) =>
        SpreadsheetDamage.IsScientific(text) ? Fault(field, Texts.Scientific.With(Label(field), text))
        : SpreadsheetDamage.IsError(text) ? Fault(field, Texts.SpreadsheetError.With(Label(field), text))
        : null;

    /// <summary>Refuses control characters and half surrogate pairs, which JSON would change on the way.</summary>
    private static InvalidInputException? Sendable(string text, string field)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
            {
                return Fault(field, Texts.ControlCharacter.With(Label(field)));
            }

            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return Fault(field, Texts.BrokenCharacter.With(Label(field)));
            }
        }

        return null;
    }
}

/// <summary>
/// What a spreadsheet writes in place of a value: <c>1.2E+15</c> for many digits, <c>#N/A</c> for a failed formula,
/// <c>####</c> for a narrow column.
/// </summary>
internal static partial class SpreadsheetDamage
{
    /// <summary>Whether the text is a number with a signed exponent, as spreadsheets write it. A code such as <c>1E5</c> is not.</summary>
    public static bool IsScientific(string text) =>
        text.Length >= 5 && (text[^3] is '+' or '-' || text[^4] is '+' or '-') && Scientific().IsMatch(text);

    [GeneratedRegex(@"^[+-]?[0-9](?:[.,][0-9]+)?E[+-][0-9]{2,3}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();

    /// <summary>Whether the text is the error of a formula, in English or Spanish, or stands for a narrow column.</summary>
    public static bool IsError(string text) => text[0] == '#' && Error().IsMatch(text);

    [GeneratedRegex(@"^#(?:N/[AD]|#+|[¡¿]?[A-Z]+(?:/0)?[!?])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Error();
}
