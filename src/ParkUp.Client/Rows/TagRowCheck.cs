namespace ParkUp.Client;

/// <summary>From a row as it came in to one that can be sent, or to the reason why it cannot.</summary>
public static class TagRowCheck
{
    /// <summary>Checks a row, and puts its fields into the form in which they are sent.</summary>
    /// <param name="row">The row as it came in.</param>
    /// <param name="naming">Which of code and plate it must give.</param>
    /// <param name="order">The checked row; meaningful only where null is returned.</param>
    /// <returns>What is wrong with the row, or null.</returns>
    public static InvalidInputException? Check(TagRow row, TagNaming naming, out TagOrder order)
    {
        ArgumentNullException.ThrowIfNull(row);
        long? customerId = null;
        string? code = null;
        string? plate = null;
        var refId = string.Empty;
        var fault = row.Fault
            ?? FieldCheck.Reference(row.RefId, out refId)
            ?? FieldCheck.CustomerId(row.CustomerId, out customerId)
            ?? Name(row, naming, out code, out plate);
        order = new TagOrder { Customer = new CustomerKey(refId, customerId), Code = code, Plate = plate, Line = row.Line };
        return fault;
    }

    /// <summary>The result of a row that was refused before anything was sent; its fields are as they came in.</summary>
    /// <param name="row">The row as it came in.</param>
    /// <param name="operation">What was asked for.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static Reported<TagResult> Refuse(TagRow row, Operation operation, InvalidInputException fault)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(fault);
        FieldCheck.CustomerId(row.CustomerId, out var customerId);
        return new Reported<TagResult>(
            new TagResult
            {
                RefId = row.RefId,
                CustomerId = customerId,
                Code = row.Code,
                Plate = row.Plate,
                Operation = operation,
                Outcome = Outcome.Rejected,
                Evidence = Evidence.None,
                Detail = fault.Message,
                Line = row.Line,
            },
            fault);
    }

    private static InvalidInputException? Name(TagRow row, TagNaming naming, out string? code, out string? plate)
    {
        code = plate = null;
        if (naming == TagNaming.All)
        {
            return null;
        }

        var hasCode = Cell.Trim(row.Code) is not null;
        var hasPlate = Cell.Trim(row.Plate) is not null;
        if (naming == TagNaming.CodeOrPlate && !hasCode && !hasPlate)
        {
            return FieldCheck.Fault("Code", Messages.CodeAndPlateBlank);
        }

        if (naming == TagNaming.CodeOrPlate
            && (FieldCheck.NoWildcard(row.Code, "Code") ?? FieldCheck.NoWildcard(row.Plate, "Plate")) is { } pattern)
        {
            return pattern;
        }

        if (naming == TagNaming.CodeAndPlate || hasCode)
        {
            if (FieldCheck.Code(row.Code, out code) is { } fault)
            {
                return fault;
            }
        }

        return naming == TagNaming.CodeAndPlate || hasPlate ? FieldCheck.Plate(row.Plate, out plate) : null;
    }
}
