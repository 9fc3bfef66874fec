namespace ParkUp.PowerShell;

/// <summary>
/// Reads one row: each field from its parameter where that is typed, else from the piped object. The result depends on
/// that row and on typed parameters only.
/// </summary>
internal readonly ref struct RowReader(PipedRow piped, TypedParameters typed)
{
    private readonly PipedRow _piped = piped;

    /// <summary>Reads a row about a tag.</summary>
    /// <param name="tags">The tags that replace the code and plate of the row; empty where the row has only these.</param>
    public TagRow ReadTag(in BoundCells bound, Tag[] boundTags, Operation operation, out Tag[] tags)
    {
        InvalidInputException? fault = null;
        var code = Read(RosterField.Code, bound.Code, ref fault);
        var plate = Read(RosterField.Plate, bound.Plate, ref fault);
        var refId = Read(RosterField.RefId, bound.RefId, ref fault);

        var customerId = typed.IsCustomerTyped ? null : Read(RosterField.CustomerId, bound.CustomerId, ref fault);
        tags = Tags(boundTags, code, plate);
        return new TagRow
        {
            RefId = refId,
            CustomerId = customerId,
            Code = code,
            Plate = plate,
            Line = _piped.Line,
            Fault = Refuse(_piped.Undone, operation) ?? ColumnWithRows() ?? fault ?? UnsplitHeader(refId) ?? NoCustomer(refId, code, plate, email: null),
        };
    }

    /// <summary>Reads a row about a customer.</summary>
    public CustomerRow ReadCustomer(in BoundCells bound, Tag[] boundTags)
    {
        InvalidInputException? fault = null;
        var code = Read(RosterField.Code, bound.Code, ref fault);
        var plate = Read(RosterField.Plate, bound.Plate, ref fault);
        var refId = Read(RosterField.RefId, bound.RefId, ref fault);
        var email = Read(RosterField.Email, bound.Email, ref fault);
        var phone = Read(RosterField.Phone, bound.Phone, ref fault);
        var name = Read(RosterField.Name, bound.Name, ref fault);
        var lastName = Read(RosterField.LastName, bound.LastName, ref fault);
        var isUnlimited = Read(RosterField.IsUnlimited, bound.IsUnlimited, ref fault);
        var tags = Tags(boundTags, code, plate);
        var columnWithRows = ColumnWithRows();
        var noCustomer = UnsplitHeader(refId) ?? NoCustomer(refId, code, plate, email);
        return new CustomerRow
        {
            RefId = refId,
            Email = email,
            Phone = phone,
            Name = name,
            LastName = lastName,
            IsUnlimited = YesNo.Parse(isUnlimited),
            Tags = tags.Length == 0 && HasText(code, plate) ? [new Tag(code, plate)] : tags,
            Line = _piped.Line,
            Fault = Refuse(_piped.Undone, Operation.Create)
                ?? columnWithRows
                ?? fault
                ?? tags.Select(static tag => Fault(tag, Operation.Create)).FirstOrDefault(static fault => fault is not null)
                ?? noCustomer,
            IsUnreliable = columnWithRows is not null || noCustomer is not null,
        };
    }

    /// <summary>Reads the service's number for the customer, which only some rows have.</summary>
    public string? ReadCustomerId(in BoundCells bound, out InvalidInputException? fault)
    {
        fault = null;
        return Read(RosterField.CustomerId, bound.CustomerId, ref fault);
    }

    /// <summary>Why a tag could not be read, or must not be written; null where it may.</summary>
    public static InvalidInputException? Fault(Tag tag, Operation operation) =>
        tag.Fault is { } reason ? Fault(nameof(Tag), reason) : Refuse(tag.Undone, operation);

    private static InvalidInputException Fault(string field, string reason) => new(Texts.Unreadable.With(field, reason)) { Field = field };

    private static bool HasText(string? code, string? plate) => CellRules.Restore(RosterField.Code, code) is not null || CellRules.Restore(RosterField.Plate, plate) is not null;

    /// <summary>Reads a field, and keeps the first fault of the row.</summary>
    private string? Read(RosterField field, CellValue bound, ref InvalidInputException? fault)
    {
        var cell = typed.Has(field) || !_piped.HasColumns ? bound : _piped.Read(field);
        if (cell.Fault is { } reason)
        {
            fault ??= Fault($"{field}", reason);
        }

        return cell.Text;
    }

    /// <summary>The tags of the row, with the one of code and plate. A typed code or plate replaces the tags of a piped customer.</summary>
    private Tag[] Tags(Tag[] bound, string? code, string? plate)
    {
        var tags = typed.Has(RosterField.Tags) || (bound.Length > 0 && !_piped.HasColumns) ? bound
            : typed.Has(RosterField.Code) || typed.Has(RosterField.Plate) ? []
            : _piped.Tags();
        return tags.Length == 0 ? tags : TagCells.Join(tags, code, plate);
    }

    private static InvalidInputException? Refuse(string? undone, Operation operation) => ResultGuard.Refuse(undone, operation) switch
    {
        null => null,
        RowRefusal.PlannedRevocation => new(Texts.PlannedRevocation) { Field = nameof(PlanStep.Action) },
        RowRefusal.FailedChange => new(Texts.FailedChange) { Field = nameof(TagResult.Operation) },
        _ => new(Texts.FailedRevocation) { Field = nameof(TagResult.Operation) },
    };

    private InvalidInputException? ColumnWithRows() => _piped.ColumnWithRows is { } column ? Fault(column, Texts.ColumnWithRows) : null;

    /// <summary>A header in the middle of joined files, or the total below a table. Import-ParkUpRoster passes over them.</summary>
    private InvalidInputException? NoCustomer(string? refId, string? code, string? plate, string? email)
    {
        if (refId is null || refId.AsSpan().ContainsAnyInRange('0', '9') || typed.Has(RosterField.RefId))
        {
            return null;
        }

        return RosterColumns.FieldFor(refId) is RosterField.RefId && (IsName(code, RosterField.Code) || IsName(plate, RosterField.Plate) || (code is null && plate is null))
                ? new InvalidInputException(Texts.RowIsHeader) { Field = nameof(RosterField.RefId) }
            : RosterTotal.IsTotal(Cell.Trim(refId)) && IsNumberOrBlank(code) && IsNumberOrBlank(plate) && IsNumberOrBlank(email)
                ? new InvalidInputException(Texts.RowIsTotal.With(refId)) { Field = nameof(RosterField.RefId) }
            : null;

        static bool IsName(string? text, RosterField field) => text is not null && RosterColumns.FieldFor(text) == field;
        static bool IsNumberOrBlank(string? text) => RosterTotal.IsNumberOrBlank(Cell.Trim(text.AsSpan()));
    }

    /// <summary>A file read with the wrong delimiter has one column, whose name is the whole header.</summary>
    private InvalidInputException? UnsplitHeader(string? refId) => refId is null && _piped.UnsplitHeader is { } header
        ? new InvalidInputException(Texts.UnsplitRow.With(header)) { Field = nameof(RosterField.RefId) }
        : null;
}

/// <summary>The cells of a row that the engine bound to parameters.</summary>
internal readonly record struct BoundCells(
    CellValue RefId = default,
    CellValue CustomerId = default,
    CellValue Code = default,
    CellValue Plate = default,
    CellValue Email = default,
    CellValue Phone = default,
    CellValue Name = default,
    CellValue LastName = default,
    CellValue IsUnlimited = default);

/// <summary>Which parameters were typed on the command line, and so have the same value for every row.</summary>
internal readonly record struct TypedParameters(int Fields)
{
    // In the order of RosterField.
    private static readonly string[] Parameters = ["RefId", "CustomerId", "Email", "Phone", "Name", "LastName", "IsUnlimited", "Code", "Plate", "Tag"];

    /// <summary>
    /// Whether the RefId was typed alone. A piped number belongs to the piped RefId, and must not be sent with a typed one:
    /// Get-ParkUpTag A1 | Add-ParkUpTag -RefId B2.
    /// </summary>
    public bool IsCustomerTyped => Has(RosterField.RefId) && !Has(RosterField.CustomerId);

    public bool Has(RosterField field) => (Fields & (1 << (int)field)) != 0;

    /// <param name="bound">The bound parameters before the first row: those of the pipeline are not yet among them.</param>
    public static TypedParameters Of(IReadOnlyDictionary<string, object> bound)
    {
        var fields = 0;
        for (var i = 0; i < Parameters.Length; i++)
        {
            fields |= bound.ContainsKey(Parameters[i]) ? 1 << i : 0;
        }

        return new TypedParameters(fields);
    }
}
