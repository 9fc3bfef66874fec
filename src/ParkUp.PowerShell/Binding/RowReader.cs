using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// The meaning of one row: of each field what was bound, or else what the piped object holds under any name of the field.
/// It depends on that row and on what was typed, and on nothing else.
/// </summary>
internal readonly ref struct RowReader(PipedRow piped, TypedParameters typed)
{
    private readonly PipedRow _piped = piped;

    /// <summary>The row of a tag, with its tags where it holds several.</summary>
    /// <param name="operation">What the row asks for.</param>
    /// <param name="tags">The tags in place of the row's own code and plate; empty for these.</param>
    public TagRow ReadTag(in BoundCells bound, Tag[] boundTags, Operation operation, out Tag[] tags)
    {
        var code = Pick(bound.Code, RosterField.Code);
        var plate = Pick(bound.Plate, RosterField.Plate);
        var refId = Pick(bound.RefId, RosterField.RefId);

        // A piped number belongs to the piped RefId, and must not be sent with another one that was typed:
        // Get-ParkUpTag A1 | Add-ParkUpTag -RefId B2.
        var customerId = typed is { RefId: true, CustomerId: false } ? default : Pick(bound.CustomerId, RosterField.CustomerId);
        tags = Tags(boundTags, code, plate);
        return new TagRow
        {
            RefId = refId.Text,
            CustomerId = customerId.Text,
            Code = code.Text,
            Plate = plate.Text,
            Line = _piped.Line,
            Fault = FailedRevocation(operation)
                ?? Fault(RosterField.Code, code)
                ?? Fault(RosterField.Plate, plate)
                ?? Fault(RosterField.RefId, refId)
                ?? Fault(RosterField.CustomerId, customerId)
                ?? HeaderNotSplit(refId),
        };
    }

    /// <summary>The row of a customer.</summary>
    public CustomerRow ReadCustomer(in BoundCells bound, Tag[] boundTags)
    {
        var code = Pick(bound.Code, RosterField.Code);
        var plate = Pick(bound.Plate, RosterField.Plate);
        var refId = Pick(bound.RefId, RosterField.RefId);
        var email = Pick(bound.Email, RosterField.Email);
        var phone = Pick(bound.Phone, RosterField.Phone);
        var name = Pick(bound.Name, RosterField.Name);
        var lastName = Pick(bound.LastName, RosterField.LastName);
        var isUnlimited = Pick(bound.IsUnlimited, RosterField.IsUnlimited);
        var tags = Tags(boundTags, code, plate);
        return new CustomerRow
        {
            RefId = refId.Text,
            Email = email.Text,
            Phone = phone.Text,
            Name = name.Text,
            LastName = lastName.Text,
            IsUnlimited = YesNo.Parse(isUnlimited.Text),
            Tags = tags.Length == 0 && HasText(code, plate) ? [new Tag(code.Text, plate.Text)] : tags,
            Line = _piped.Line,
            Fault = Fault(RosterField.Code, code)
                ?? Fault(RosterField.Plate, plate)
                ?? Fault(RosterField.RefId, refId)
                ?? Fault(RosterField.Email, email)
                ?? Fault(RosterField.Phone, phone)
                ?? Fault(RosterField.Name, name)
                ?? Fault(RosterField.LastName, lastName)
                ?? Fault(RosterField.IsUnlimited, isUnlimited)
                ?? tags.Select(Fault).FirstOrDefault(static fault => fault is not null)
                ?? HeaderNotSplit(refId),
        };
    }

    /// <summary>The fault of a tag that could not be read; null where it could.</summary>
    public static InvalidInputException? Fault(Tag tag) => tag.Fault is { } reason ? Fault(nameof(Tag), reason) : null;

    private static InvalidInputException? Fault(RosterField field, CellValue cell) => cell.Fault is { } reason ? Fault($"{field}", reason) : null;

    private static InvalidInputException Fault(string field, string reason) => new(Texts.Unreadable.With(field, reason)) { Field = field };

    private static bool HasText(CellValue code, CellValue plate) => Cell.Trim(code.Text) is not null || Cell.Trim(plate.Text) is not null;

    private CellValue Pick(CellValue bound, RosterField field) => bound.IsAbsent ? _piped.Read(field) : bound;

    /// <summary>
    /// The tags that were given as such, and the one of code and plate beside them. Code and plate that were typed take
    /// the place of a piped customer's tags. A code alone beside a plate alone is one tag (columns Tag and Patente).
    /// </summary>
    private Tag[] Tags(Tag[] bound, CellValue code, CellValue plate)
    {
        var tags = typed is { CodeOrPlate: true, Tag: false } ? [] : typed.Tag || bound.Length > 0 ? bound : _piped.Tags();
        if (tags.Length == 0 || !HasText(code, plate))
        {
            return tags;
        }

        return tags is [{ Fault: null } half] && Cell.Trim(half.Plate) is null && Cell.Trim(code.Text) is null
            ? [new Tag(half.Code, plate.Text)]
            : [.. tags, new Tag(code.Text, plate.Text)];
    }

    /// <summary>A failed revocation must not become an addition where the failed rows of a night are sent again.</summary>
    private InvalidInputException? FailedRevocation(Operation operation) => operation == Operation.Add && _piped.IsFailedRevocation
        ? new InvalidInputException(Texts.FailedRevocation) { Field = nameof(TagResult.Operation) }
        : null;

    /// <summary>A file read with the wrong delimiter has one column, named by the whole header.</summary>
    private InvalidInputException? HeaderNotSplit(CellValue refId) => refId.IsAbsent && _piped.UnsplitHeader is { } header
        ? new InvalidInputException(Texts.Unparted.With(header)) { Field = nameof(RosterField.RefId) }
        : null;
}

/// <summary>The cells of a row that the engine has bound to parameters.</summary>
internal readonly record struct BoundCells
{
    public CellValue RefId { get; init; }

    public CellValue CustomerId { get; init; }

    public CellValue Code { get; init; }

    public CellValue Plate { get; init; }

    public CellValue Email { get; init; }

    public CellValue Phone { get; init; }

    public CellValue Name { get; init; }

    public CellValue LastName { get; init; }

    public CellValue IsUnlimited { get; init; }
}

/// <summary>Which parameters were typed on the command line, and so hold for every row.</summary>
internal readonly record struct TypedParameters(bool RefId, bool CustomerId, bool CodeOrPlate, bool Tag)
{
    /// <param name="bound">The bound parameters, before the first row.</param>
    public static TypedParameters Of(IReadOnlyDictionary<string, object> bound) => new(
        bound.ContainsKey("RefId"), bound.ContainsKey("CustomerId"), bound.ContainsKey("Code") || bound.ContainsKey("Plate"), bound.ContainsKey("Tag"));
}
