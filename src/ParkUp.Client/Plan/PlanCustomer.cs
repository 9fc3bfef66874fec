namespace ParkUp.Client;

/// <summary>A customer of the roster or the state: which rows give its fields, and what its list says. Rows are kept by index: a roster has many.</summary>
internal sealed class PlanCustomer(string refId, bool isInScope)
{
    private const int None = -1;

    private int _idRow = None;
    private int _emailRow = None;
    private int _phoneRow = None;
    private int _nameRow = None;
    private int _lastNameRow = None;
    private int _unlimitedRow = None;

    public string RefId { get; } = refId;

    public bool IsInScope { get; } = isInScope;

    public bool HasRows { get; set; }

    public bool NamesTag { get; set; }

    /// <summary>Whether one of its rows is the last of a file that may be cut off.</summary>
    public bool MayBeCut { get; set; }

    /// <summary>The first of its rows that cannot be read; negative where all can.</summary>
    public int FaultRow { get; set; } = None;

    /// <summary>A row of it that is held, for whatever reason; negative where none is, or this is not known yet.</summary>
    public int HeldRow { get; set; } = None;

    /// <summary>Whether a row of it has no tag, and could be read.</summary>
    public bool HasBlankRow { get; set; }

    /// <summary>Whether a row without a tag stands beside rows with one, and a tag would be taken: the row may have lost its cells.</summary>
    public bool MayLackTag { get; set; }

    /// <summary>Its number in the state, for want of one in the roster.</summary>
    public long? StateId { get; set; }

    public bool IsNoted { get; set; }

    /// <summary>Whether the service answered with a list, and not that it knows no such customer.</summary>
    public bool IsKnown { get; set; }

    public ParkUpException? Failure { get; set; }

    /// <summary>Why its list may lack tags; null where it is whole.</summary>
    public string? Doubt { get; set; }

    /// <summary>How many tags the list shows, without those proven to be revoked.</summary>
    public int Listed { get; set; }

    /// <summary>The listed tags that no row wants as they are.</summary>
    public IReadOnlyList<UnmatchedTag> Unmatched { get; set; } = [];

    /// <summary>The listed tags that the state proves to be revoked.</summary>
    public IReadOnlyList<RevokedTag> Revoked { get; set; } = [];

    /// <summary>Whether it has rows, but none with a tag: absent is not empty.</summary>
    public bool NamesNoTag => HasRows && !NamesTag;

    /// <summary>Whether the service is to be asked to create it: it knows no such customer, or shows none of its tags.</summary>
    public bool IsToBeCreated => !IsKnown || (Listed == 0 && HasContact);

    /// <summary>Whether the roster has what the service needs to create it.</summary>
    public bool HasContact => _emailRow >= 0 && _phoneRow >= 0;

    /// <summary>Takes the fields that the rows before it lacked; false where it gives the customer another number.</summary>
    public bool Merge(IReadOnlyList<PlanRow> rows, int index)
    {
        var row = rows[index];
        if (row.CustomerId is { } id && _idRow >= 0 && rows[_idRow].CustomerId != id)
        {
            return false;
        }

        Take(row.CustomerId is not null, ref _idRow, index);
        Take(row.Email is not null, ref _emailRow, index);
        Take(row.Phone is not null, ref _phoneRow, index);
        Take(row.Name is not null, ref _nameRow, index);
        Take(row.LastName is not null, ref _lastNameRow, index);
        Take(row.IsUnlimited is not null, ref _unlimitedRow, index);
        return true;
    }

    public long? CustomerId(IReadOnlyList<PlanRow> rows) => _idRow >= 0 ? rows[_idRow].CustomerId : StateId;

    /// <summary>The step with the customer's fields, so that it needs no other step to create the customer.</summary>
    public PlanStep Complete(PlanStep step, IReadOnlyList<PlanRow> rows) => step with
    {
        CustomerId = CustomerId(rows),
        Email = At(rows, _emailRow)?.Email,
        Phone = At(rows, _phoneRow)?.Phone,
        Name = At(rows, _nameRow)?.Name,
        LastName = At(rows, _lastNameRow)?.LastName,
        IsUnlimited = At(rows, _unlimitedRow)?.IsUnlimited,
    };

    /// <summary>How a row differs from those that give the customer's fields; null where it does not.</summary>
    public string? Disagreement(IReadOnlyList<PlanRow> rows, PlanRow row) =>
        Differs("Email", row.Email, At(rows, _emailRow), static given => given.Email)
        ?? Differs("Phone", row.Phone, At(rows, _phoneRow), static given => given.Phone)
        ?? Differs("Name", row.Name, At(rows, _nameRow), static given => given.Name)
        ?? Differs("LastName", row.LastName, At(rows, _lastNameRow), static given => given.LastName)
        ?? Differs("IsUnlimited", row.IsUnlimited, At(rows, _unlimitedRow), static given => given.IsUnlimited);

    /// <summary>How a row differs from the one that gives the customer's number.</summary>
    public string IdDisagreement(IReadOnlyList<PlanRow> rows) => DiffersFrom("CustomerId", rows[_idRow]);

    /// <summary>The fields that the service needs to create it and the roster lacks, as people call them.</summary>
    public string Missing() => string.Join(", ", new[] { _emailRow < 0 ? "Email" : null, _phoneRow < 0 ? "Phone" : null }.OfType<string>().Select(FieldCheck.Label));

    private static void Take(bool isGiven, ref int place, int index) => place = isGiven && place < 0 ? index : place;

    private static PlanRow? At(IReadOnlyList<PlanRow> rows, int index) => index < 0 ? null : rows[index];

    /// <summary>A blank agrees with anything: people fill in a customer's fields on the first of its rows only.</summary>
    private string? Differs<T>(string field, T? own, PlanRow? given, Func<PlanRow, T?> valueOf) =>
        own is null || given is null || EqualityComparer<T>.Default.Equals(own, valueOf(given)) ? null : DiffersFrom(field, given);

    private string DiffersFrom(string field, PlanRow given) => given.Line is { } line
        ? Texts.DisagreesWithLine.With(FieldCheck.Label(field), line, TextSanitizer.Quote(RefId))
        : Texts.DisagreesWithRow.With(FieldCheck.Label(field), TextSanitizer.Quote(RefId));
}
