namespace ParkUp.Client;

/// <summary>The tags that a customer holds.</summary>
public sealed record ListedTags
{
    /// <summary>The customer's reference, as it was asked for.</summary>
    public string? RefId { get; internal init; }

    /// <summary>The tags, in the service's order; none where the list could not be had.</summary>
    public IReadOnlyList<Tag> Tags { get; internal init; } = [];

    /// <summary>A list that could not be had.</summary>
    /// <param name="refId">The customer's reference.</param>
    public static ListedTags None(string? refId) => new() { RefId = refId };
}
