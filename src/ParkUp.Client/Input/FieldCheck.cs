namespace ParkUp.Client;

/// <summary>Checks a field before it is sent. The error is returned, not thrown: a roster with a fault in each row must not be slow.</summary>
internal static class FieldCheck
{
    public static InvalidInputException? Reference(string? text, out string value) => Required(text, RosterField.RefId, out value);

    public static InvalidInputException? Code(string? text, out string value) => Required(text, RosterField.Code, out value);

    public static InvalidInputException? Plate(string? text, out string value)
    {
        // The rules look at the cell as it is written: normalising would turn a date or two plates into one plate.
        var fault = Required(text, RosterField.Plate, out var written);
        value = Client.Plate.Normalize(written) ?? string.Empty;
        return fault;
    }

    /// <summary>A field that may be blank. The service checks its content.</summary>
    public static InvalidInputException? Optional(string? text, RosterField field, out string? value)
    {
        value = CellRules.Restore(field, text);
        return value is null ? null : CellRules.Refuse(field, value);
    }

    public static InvalidInputException? CustomerId(string? text, out long? value)
    {
        value = null;
        if (CellRules.Restore(RosterField.CustomerId, text) is not { } digits)
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

    private static InvalidInputException? Required(string? text, RosterField field, out string value)
    {
        value = CellRules.Restore(field, text) ?? string.Empty;
        return value.Length == 0 ? Fault($"{field}", Texts.Blank.With(Label($"{field}"))) : CellRules.Refuse(field, value);
    }

    /// <summary>A row that revokes must name its tag, and not give a pattern.</summary>
    public static InvalidInputException? NoWildcard(string? text, string field) =>
        text is not null && text.AsSpan().ContainsAny('*', '?') ? Fault(field, Texts.Wildcard.With(Label(field), TextSanitizer.Quote(text))) : null;
}
