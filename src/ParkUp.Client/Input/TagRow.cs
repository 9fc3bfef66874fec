namespace ParkUp.Client;

/// <summary>The customer that a row or request names: by reference, and by the service's number where it was given.</summary>
internal readonly record struct CustomerKey(string RefId, long? Id);

/// <summary>A row about a tag, as it came in: nothing is checked, and blanks are kept.</summary>
internal readonly record struct TagRow
{
    public string? RefId { get; init; }

    public string? CustomerId { get; init; }

    public string? Code { get; init; }

    public string? Plate { get; init; }

    /// <summary>Why the row could not be read whole; it is refused for that.</summary>
    public InvalidInputException? Fault { get; init; }

    public int? Line { get; init; }

    /// <summary>Checks the row, and normalises its fields.</summary>
    /// <param name="naming">Which of code and plate it must give.</param>
    /// <param name="order">The checked row; meaningful only where null is returned.</param>
    /// <returns>What is wrong with the row, or null.</returns>
    public InvalidInputException? Check(TagNaming naming, out TagOrder order)
    {
        long? customerId = null;
        string? code = null;
        string? plate = null;
        var refId = string.Empty;
        var fault = Fault
            ?? FieldCheck.Reference(RefId, out refId)
            ?? FieldCheck.CustomerId(CustomerId, out customerId)
            ?? CheckNames(naming, out code, out plate);
        order = fault is null ? new TagOrder { Customer = new CustomerKey(refId, customerId), Code = code, Plate = plate, Line = Line } : null!;
        return fault;
    }

    /// <summary>The result of a row that was refused before anything was sent; its fields are as they came in.</summary>
    public TagResult Refuse(Operation operation, InvalidInputException fault)
    {
        FieldCheck.CustomerId(CustomerId, out var customerId);
        return new TagResult
        {
            RefId = RefId,
            CustomerId = customerId,
            Code = Code,
            Plate = Plate,
            Operation = operation,
            Outcome = Outcome.Rejected,
            Evidence = Evidence.None,
            Detail = fault.Message,
            Line = Line,
            Error = fault,
        };
    }

    private InvalidInputException? CheckNames(TagNaming naming, out string? code, out string? plate)
    {
        code = plate = null;
        switch (naming)
        {
            case TagNaming.All:
                return null;
            case TagNaming.CodeAndPlate:
                return FieldCheck.Code(Code, out code) ?? FieldCheck.Plate(Plate, out plate);
            default:
                var hasCode = CellRules.Restore(RosterField.Code, Code) is not null;
                var hasPlate = CellRules.Restore(RosterField.Plate, Plate) is not null;
                return hasCode || hasPlate
                    ? FieldCheck.NoWildcard(Code, "Code")
                        ?? FieldCheck.NoWildcard(Plate, "Plate")
                        ?? (hasCode ? FieldCheck.Code(Code, out code) : null)
                        ?? (hasPlate ? FieldCheck.Plate(Plate, out plate) : null)
                    : FieldCheck.Fault("Code", Texts.CodeAndPlateBlank);
        }
    }
}

/// <summary>A row about a tag that was checked: it can be sent.</summary>
internal sealed record TagOrder
{
    public required CustomerKey Customer { get; init; }

    /// <summary>Null where a row to revoke gives the plate alone.</summary>
    public string? Code { get; init; }

    /// <summary>Normalised; null where a row to revoke gives the code alone.</summary>
    public string? Plate { get; init; }

    public int? Line { get; init; }

    /// <summary>
    /// The service's number of a listed tag with this code and plate that is cancelled: a list that shows no newer one does
    /// not prove that this one was added. Null where none was listed.
    /// </summary>
    public long? CancelledId { get; init; }

    /// <summary>Whether the row gives code and plate, so that no list is needed to find the tag.</summary>
    public bool IsComplete => Code is not null && Plate is not null;

    /// <summary>The refusal of a row that gives a code another plate than a row before it.</summary>
    public InvalidInputException Conflict(TagOrder other) => FieldCheck.Fault("Code", Line is { } line
        ? Texts.CodeWithTwoPlatesOnLine.With(TextSanitizer.Quote(other.Code), TextSanitizer.Quote(Plate), line, TextSanitizer.Quote(other.Plate))
        : Texts.CodeWithTwoPlates.With(TextSanitizer.Quote(other.Code), TextSanitizer.Quote(Plate), TextSanitizer.Quote(other.Plate)));
}

/// <summary>Which of code and plate a row must give.</summary>
internal enum TagNaming
{
    CodeAndPlate,

    /// <summary>Either is enough: a list of the customer's tags gives the other.</summary>
    CodeOrPlate,

    /// <summary>Neither: the row is about all tags of the customer.</summary>
    All,
}

/// <summary>What a row is about: two rows with the same key are duplicates, or in conflict.</summary>
internal readonly record struct RowKey(CustomerKey Customer, TagNaming Naming, string? Code, string? Plate)
{
    /// <summary>A row with code and plate has its code for the key: the same code with another plate is a conflict.</summary>
    public static RowKey Of(TagOrder order) => order switch
    {
        { Code: { } code, Plate: not null } => new RowKey(order.Customer, TagNaming.CodeAndPlate, code, Plate: null),
        { Code: null, Plate: null } => new RowKey(order.Customer, TagNaming.All, Code: null, Plate: null),
        _ => new RowKey(order.Customer, TagNaming.CodeOrPlate, order.Code, order.Plate),
    };

    // What tells rows apart; the other fields are the same in nearly all of them.
    public override int GetHashCode() => HashCode.Combine(Customer.RefId, Code, Plate);
}
