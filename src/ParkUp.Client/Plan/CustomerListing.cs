namespace ParkUp.Client;

/// <summary>What the service says that a customer holds.</summary>
/// <param name="RefId">The customer's reference, as <see cref="Planner.Customers"/> gives it.</param>
/// <param name="Tags">Its tags; null where the service knows no such customer, or the list failed.</param>
internal sealed record CustomerListing(string RefId, IReadOnlyList<Tag>? Tags)
{
    /// <summary>Why the list failed: nothing is known of the customer then.</summary>
    public ParkUpException? Failure { get; init; }

    /// <summary>Why the list may lack tags that are there; null where it is whole.</summary>
    public string? Doubt { get; init; }
}

/// <summary>A listed tag that the state proves to be revoked.</summary>
internal sealed record RevokedTag(PlanCustomer Customer, string Code, string? Plate, DateTimeOffset Revoked);

/// <summary>A listed tag that is not as a row of its customer wants it.</summary>
internal sealed class UnmatchedTag(PlanCustomer customer, string code, string? plate)
{
    public PlanCustomer Customer { get; } = customer;

    /// <summary>As listed.</summary>
    public string Code { get; } = code;

    /// <summary>As listed.</summary>
    public string? Plate { get; } = plate;
}
