namespace ParkUp.Client;

/// <summary>A row about a customer, as it came in: nothing is checked, and blanks are kept.</summary>
internal sealed record CustomerRow
{
    public string? RefId { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Name { get; init; }

    public string? LastName { get; init; }

    public YesNo IsUnlimited { get; init; }

    /// <summary>The tags of this row, by code and plate; none, or several.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>Why the row could not be read whole; it is refused for that.</summary>
    public InvalidInputException? Fault { get; init; }

    /// <summary>Whether the fault is of the row as a whole: what stands in its cells may belong to other columns or rows.</summary>
    public bool IsUnreliable { get; init; }

    public int? Line { get; init; }

    /// <summary>The result of a row that was refused before anything was sent.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="tags">The tags, where they come from several rows; null for the row's own.</param>
    public CustomerResult Refuse(InvalidInputException fault, IEnumerable<TagRow>? tags = null) => new()
    {
        RefId = RefId,
        Email = Email,
        Phone = Phone,
        Name = Name,
        LastName = LastName,
        IsUnlimited = IsUnlimited.ToValue(),
        Tags = new TagResults((tags ?? Tags.Select(tag => new TagRow { Code = tag.Code, Plate = tag.Plate, Line = Line }))
            .Select(tag => (tag with { RefId = RefId }).Refuse(Operation.Create, fault))),
        Outcome = Outcome.Rejected,
        Evidence = Evidence.None,
        Detail = fault.Message,
        Line = Line,
        Error = fault,
    };
}

/// <summary>A customer to create, made of one row or of several that were checked.</summary>
internal sealed record CustomerOrder
{
    public required string RefId { get; init; }

    public required string Email { get; init; }

    public required string Phone { get; init; }

    public string? Name { get; init; }

    public string? LastName { get; init; }

    public required bool IsUnlimited { get; init; }

    /// <summary>The tags to create along with it; each code once.</summary>
    public required IReadOnlyList<TagOrder> Tags { get; init; }

    /// <summary>The line of the customer's first row.</summary>
    public int? Line { get; init; }

    /// <summary>The rows of the same customer that came before, with others in between; null where there were none.</summary>
    public EarlierRows? CameBefore { get; init; }
}

/// <summary>Rows of a customer that came earlier in the run, and were sent on their own.</summary>
/// <param name="Line">The line of the first of them, where it is known.</param>
internal sealed record EarlierRows(int? Line);
