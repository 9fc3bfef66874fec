namespace ParkUp.Client;

/// <summary>A windscreen tag: as the service lists it, or as a user names one to add or revoke.</summary>
public sealed record Tag
{
    /// <summary>A tag as a user names it.</summary>
    /// <param name="code">The tag's code.</param>
    /// <param name="plate">The plate of the vehicle.</param>
    public Tag(string? code, string? plate)
    {
        Code = code;
        Plate = plate;
    }

    /// <summary>The reference of the customer that holds it; null for a tag that is not held yet.</summary>
    public string? RefId { get; internal init; }

    /// <summary>The service's number for that customer, where it is known.</summary>
    public long? CustomerId { get; internal init; }

    /// <summary>The service's number for the tag itself (never the customer's); null for a tag that is not held yet.</summary>
    public long? Id { get; internal init; }

    /// <summary>The tag's code, as printed on it.</summary>
    public string? Code { get; internal init; }

    /// <summary>The plate of the vehicle.</summary>
    public string? Plate { get; internal init; }

    /// <summary>Why a tag that was given could not be read; null where it could.</summary>
    internal string? Fault { get; init; }

    /// <summary>What was asked for and not done, where it comes from such a result or from a plan: a revoked tag must not be added.</summary>
    internal string? Undone { get; init; }

    /// <summary>The tag as <c>CODE:PLATE</c>, the form that <c>-Tag</c> takes.</summary>
    public override string ToString() => $"{Code}:{Plate}";
}

/// <summary>The tags that a customer holds, or the error where they could not be listed.</summary>
internal sealed record TagList(string? RefId, IReadOnlyList<Tag> Tags) : IRowResult
{
    public ParkUpException? Error { get; init; }

    /// <summary>Whether the service does not know the customer.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Selects the tags that were asked for; null for all. Applied by the caller's thread.</summary>
    public Predicate<Tag>? Wanted { get; init; }

    public Outcome Outcome => Error is null ? Outcome.AlreadyActive : Outcome.Failed;
}
