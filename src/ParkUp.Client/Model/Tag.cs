namespace ParkUp.Client;

/// <summary>A windscreen tag: as the service lists it, or as a user names one to add or revoke.</summary>
public sealed record Tag
{
    /// <summary>The reference of the customer that holds it; null for a tag that is not held yet.</summary>
    public string? RefId { get; init; }

    /// <summary>The service's number for that customer, where it is known.</summary>
    public long? CustomerId { get; init; }

    /// <summary>The service's number for the tag itself (never the customer's); null for a tag that is not held yet.</summary>
    public long? Id { get; init; }

    /// <summary>The tag's code, as printed on it.</summary>
    public string? Code { get; init; }

    /// <summary>The plate of the vehicle.</summary>
    public string? Plate { get; init; }

    /// <summary>The tag as <c>CODE:PLATE</c>, the form that <c>-Tag</c> takes.</summary>
    public override string ToString() => $"{Code}:{Plate}";
}
