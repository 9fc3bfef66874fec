namespace ParkUp.Client;

/// <summary>One tag of a roster row, or a row without one, as the plan sees it: checked, and in the form that is sent.</summary>
internal sealed record PlanRow
{
    /// <summary>The customer's reference; null where it cannot be read, or is not to be trusted.</summary>
    public string? RefId { get; init; }

    public long? CustomerId { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Name { get; init; }

    public string? LastName { get; init; }

    public bool? IsUnlimited { get; init; }

    /// <summary>Null where the row names no tag, or it cannot be read.</summary>
    public string? Code { get; init; }

    /// <summary>Normalised; null where the row names no tag, or it cannot be read.</summary>
    public string? Plate { get; init; }

    public int? Line { get; init; }

    /// <summary>Why the row cannot be read; null where it can.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it is the last row of a file that does not end with a line break: the file may be cut off within it.</summary>
    public bool MayBeCut { get; init; }
}
