namespace ParkUp.Client;

/// <summary>Makes plan rows of a roster's row: one for each of its tags, or one without a tag. They are checked as rows that are sent are.</summary>
internal static class PlanRows
{
    /// <summary>The rows of a file's entry. What the reading of the file casts doubt on is held, or may be cut.</summary>
    public static IReadOnlyList<PlanRow> Of(RosterEntry entry)
    {
        if (entry is { Fault: null, Reading.HasEncodingDoubt: true } && Doubt(entry) is { } doubt)
        {
            return [new PlanRow { Line = entry.Line, Fault = doubt.Message }];
        }

        var rows = OfCells(entry);
        return entry.Reading?.MayBeCut(entry) is true ? [.. rows.Select(static row => row with { MayBeCut = true })] : rows;
    }

    /// <summary>What a reading of a file says of rows that did not come: a row of nobody knows whom. Null where all came.</summary>
    public static PlanRow? Of(RosterReading reading) => reading switch
    {
        { FirstUnreadable: { Fault: { } fault } entry } => new PlanRow { Line = entry.Line, Fault = fault.Message },
        { IsComplete: false } => new PlanRow { Fault = Texts.RosterNotReadToEnd.With(reading.Path) },
        _ => null,
    };

    /// <summary>The rows of a row, from a file or from the pipeline.</summary>
    public static IReadOnlyList<PlanRow> Of(CustomerRow row, string? customerId)
    {
        if (row is { Fault: { } unreliable, IsUnreliable: true })
        {
            return [new PlanRow { Line = row.Line, Fault = unreliable.Message }];
        }

        var blank = Check(row, customerId, out var fault);
        if (row.Tags.Count == 0)
        {
            return [blank];
        }

        var rows = new PlanRow[row.Tags.Count];
        var count = 0;
        foreach (var tag in row.Tags)
        {
            var wrongCode = FieldCheck.Code(tag.Code, out var code);
            var wrongPlate = FieldCheck.Plate(tag.Plate, out var plate);
            var made = blank with
            {
                Code = wrongCode is null ? code : null,
                Plate = wrongPlate is null ? plate : null,
                Fault = fault?.Message ?? tag.Fault ?? (wrongCode ?? wrongPlate)?.Message,
            };

            // A row may give one tag twice: in its cell Tags, and as code and plate.
            if (made.Fault is not null || !rows.AsSpan(0, count).Contains(made))
            {
                rows[count++] = made;
            }
        }

        return count == rows.Length ? rows : rows[..count];
    }

    /// <summary>The fault of a field beyond ASCII, in a file whose encoding is in doubt: it may be another word. Null where there is none.</summary>
    public static InvalidInputException? DoubtfulField(string? refId, string? code, string? plate) =>
        Doubt(RosterField.RefId, refId) ?? Doubt(RosterField.Code, code) ?? Doubt(RosterField.Plate, plate);

    private static IReadOnlyList<PlanRow> OfCells(RosterEntry entry) => Of(
        new CustomerRow
        {
            RefId = entry.RefId,
            Email = entry.Email,
            Phone = entry.Phone,
            Name = entry.Name,
            LastName = entry.LastName,
            IsUnlimited = YesNo.Parse(Cell.FromValue(entry.IsUnlimited)),
            Tags = TagCells.OfRow(entry.Tags, entry.Code, entry.Plate),
            Line = entry.Line,
            Fault = entry.Fault ?? Refuse(entry.FailedOperation),
            IsUnreliable = entry.Fault is not null,
        },
        entry.CustomerId);

    private static PlanRow Check(CustomerRow row, string? customerId, out InvalidInputException? fault)
    {
        var noReference = FieldCheck.Reference(row.RefId, out var refId);
        var otherFault = FieldCheck.CustomerId(customerId, out var id);
        otherFault = FieldCheck.Optional(row.Email, RosterField.Email, out var email) is { } wrongEmail ? otherFault ?? wrongEmail : otherFault;
        otherFault = FieldCheck.Optional(row.Phone, RosterField.Phone, out var phone) is { } wrongPhone ? otherFault ?? wrongPhone : otherFault;
        otherFault = FieldCheck.Optional(row.Name, RosterField.Name, out var name) is { } wrongName ? otherFault ?? wrongName : otherFault;
        otherFault = FieldCheck.Optional(row.LastName, RosterField.LastName, out var lastName) is { } wrongLastName ? otherFault ?? wrongLastName : otherFault;
        fault = row.Fault ?? noReference ?? otherFault ?? FieldCheck.IsUnlimited(row.IsUnlimited);
        return new PlanRow
        {
            RefId = noReference is null ? refId : null,
            CustomerId = id,
            Email = email,
            Phone = phone,
            Name = name,
            LastName = lastName,
            IsUnlimited = row.IsUnlimited.Value,
            Line = row.Line,
            Fault = fault?.Message,
        };
    }

    private static InvalidInputException? Refuse(string? failedOperation) => ResultGuard.Refuse(failedOperation, Operation.Create) switch
    {
        null => null,
        RowRefusal.PlannedRevocation => FieldCheck.Fault(nameof(PlanStep.Action), Texts.RowIsPlannedRevocation),
        RowRefusal.FailedChange => FieldCheck.Fault(nameof(TagResult.Operation), Texts.RowIsFailedChange),
        _ => FieldCheck.Fault(nameof(TagResult.Operation), Texts.RowIsFailedRevocation),
    };

    private static InvalidInputException? Doubt(RosterEntry entry) =>
        DoubtfulField(entry.RefId, entry.Code, entry.Plate) ?? DoubtfulField(refId: null, entry.Tags, plate: null);

    private static InvalidInputException? Doubt(RosterField field, string? text) => text is null || Ascii.IsValid(text)
        ? null
        : FieldCheck.Fault($"{field}", Texts.EncodingInDoubt.With(FieldCheck.Label($"{field}"), TextSanitizer.Quote(text)));
}
