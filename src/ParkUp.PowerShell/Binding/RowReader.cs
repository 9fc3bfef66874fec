using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// What one row means: of each field what was bound, or else what the piped object holds under any name of the field.
/// It depends on that row and on what was typed, and on nothing else.
/// </summary>
internal readonly struct RowReader(PipedRow piped, TypedParameters typed)
{
    /// <summary>The rows of tags that an object stands for: one, unless it holds several tags.</summary>
    /// <param name="bound">The cells that the engine has bound.</param>
    /// <param name="tags">The tags that it has bound.</param>
    /// <param name="operation">What is to be done with them.</param>
    public TagRow[] ReadTags(in BoundCells bound, Tag[] tags, Operation operation)
    {
        var code = Pick(bound.Code, RosterField.Code);
        var plate = Pick(bound.Plate, RosterField.Plate);
        var refId = Pick(bound.RefId, RosterField.RefId);

        // A number that is piped in belongs to the RefId that came with it, and must not go out with another that was
        // typed: Get-ParkUpTag A1 | Add-ParkUpTag -RefId B2.
        var customerId = typed is { RefId: true, CustomerId: false } ? default : Pick(bound.CustomerId, RosterField.CustomerId);
        var row = new TagRow
        {
            RefId = refId.Text,
            CustomerId = customerId.Text,
            Line = piped.Line,
            Fault = FailedRevocation(operation)
                ?? Unreadable(RosterField.Code, code)
                ?? Unreadable(RosterField.Plate, plate)
                ?? Unreadable(RosterField.RefId, refId)
                ?? Unreadable(RosterField.CustomerId, customerId)
                ?? Unsplit(refId),
        };
        var all = Tags(tags, code, plate);
        return all.Length == 0
            ? [row with { Code = code.Text, Plate = plate.Text }]
            : Array.ConvertAll(all, tag => row with { Code = tag.Code, Plate = tag.Plate, Fault = Unreadable(tag) ?? row.Fault });
    }

    /// <summary>The row of a customer.</summary>
    /// <param name="bound">The cells that the engine has bound.</param>
    /// <param name="tags">The tags that it has bound.</param>
    public CustomerRow ReadCustomer(in BoundCells bound, Tag[] tags)
    {
        var code = Pick(bound.Code, RosterField.Code);
        var plate = Pick(bound.Plate, RosterField.Plate);
        var refId = Pick(bound.RefId, RosterField.RefId);
        var email = Pick(bound.Email, RosterField.Email);
        var phone = Pick(bound.Phone, RosterField.Phone);
        var name = Pick(bound.Name, RosterField.Name);
        var lastName = Pick(bound.LastName, RosterField.LastName);
        var isUnlimited = Pick(bound.IsUnlimited, RosterField.IsUnlimited);
        var all = Tags(tags, code, plate);
        return new CustomerRow
        {
            RefId = refId.Text,
            Email = email.Text,
            Phone = phone.Text,
            Name = name.Text,
            LastName = lastName.Text,
            IsUnlimited = YesNo.Parse(isUnlimited.Text),
            Tags = all.Length == 0 && HasText(code, plate) ? [new Tag(code.Text, plate.Text)] : all,
            Line = piped.Line,
            Fault = Unreadable(RosterField.Code, code)
                ?? Unreadable(RosterField.Plate, plate)
                ?? Unreadable(RosterField.RefId, refId)
                ?? Unreadable(RosterField.Email, email)
                ?? Unreadable(RosterField.Phone, phone)
                ?? Unreadable(RosterField.Name, name)
                ?? Unreadable(RosterField.LastName, lastName)
                ?? Unreadable(RosterField.IsUnlimited, isUnlimited)
                ?? all.Select(Unreadable).FirstOrDefault(static fault => fault is not null)
                ?? Unsplit(refId),
        };
    }

    private static bool HasText(CellValue code, CellValue plate) => Cell.Trim(code.Text) is not null || Cell.Trim(plate.Text) is not null;

    private CellValue Pick(CellValue bound, RosterField field) => bound.IsAbsent ? piped.Read(field) : bound;

    /// <summary>
    /// The tags that were given whole, and that of code and plate beside them; none where code and plate stand alone. A
    /// customer that is piped in has tags of its own, which code and plate that were typed stand in place of. A code alone
    /// beside a plate alone is one tag (columns named Tag and Patente), not two halves.
    /// </summary>
    private Tag[] Tags(Tag[] bound, CellValue code, CellValue plate)
    {
        var tags = typed is { CodeOrPlate: true, Tag: false } ? [] : bound.Length > 0 ? bound : piped.Tags();
        if (tags.Length == 0 || !HasText(code, plate))
        {
            return tags;
        }

        return tags is [{ Fault: null } half] && Cell.Trim(half.Plate) is null && Cell.Trim(code.Text) is null
            ? [new Tag(half.Code, plate.Text)]
            : [.. tags, new Tag(code.Text, plate.Text)];
    }

    /// <summary>What was to be revoked, and was not, must not be added where the failed rows of a night are sent again.</summary>
    private InvalidInputException? FailedRevocation(Operation operation) => operation == Operation.Add && piped.IsFailedRevocation
        ? new InvalidInputException(Texts.FailedRevocation) { Field = nameof(TagResult.Operation) }
        : null;

    /// <summary>A file that was read with the wrong delimiter has a single column, whose name is the whole header.</summary>
    private InvalidInputException? Unsplit(CellValue refId) => refId.IsAbsent && piped.UnsplitHeader is { } header
        ? new InvalidInputException(Texts.Unparted(header)) { Field = nameof(RosterField.RefId) }
        : null;

    private static InvalidInputException? Unreadable(RosterField field, CellValue cell) =>
        cell.Fault is { } reason ? new InvalidInputException(Texts.Unreadable($"{field}", reason)) { Field = $"{field}" } : null;

    private static InvalidInputException? Unreadable(Tag tag) =>
        tag.Fault is { } reason ? new InvalidInputException(Texts.Unreadable(nameof(Tag), reason)) { Field = nameof(Tag) } : null;
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
