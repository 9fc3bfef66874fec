namespace ParkUp.Sandbox;

/// <summary>What tag/list answers for a customer that it does not know.</summary>
public enum UnknownCustomerAnswer
{
    /// <summary>404, as the writes do.</summary>
    NotFound,

    /// <summary>An empty list.</summary>
    Empty,
}

/// <summary>What one tag in use does to the request that asks for it.</summary>
public enum ConflictReading
{
    /// <summary>409, and nothing of the request is applied.</summary>
    Batch,

    /// <summary>409, although the other tags (and the new customer) were applied.</summary>
    Partial,

    /// <summary>Success, with status false for the tag in use; the others are applied.</summary>
    PerTag,
}

/// <summary>How the sandbox answers what the API's reference leaves open.</summary>
public sealed record SandboxBehaviour
{
    /// <summary>The answer of tag/list for an unknown customer.</summary>
    public UnknownCustomerAnswer UnknownCustomer { get; init; }

    /// <summary>The answer to a tag in use.</summary>
    public ConflictReading Conflict { get; init; }

    /// <summary>
    /// How long a write stays hidden from tag/list, as behind a read replica: a list shows the customers and tags
    /// as they stood this long ago. Writes themselves always see the present.
    /// </summary>
    public TimeSpan ListLag { get; init; }

    /// <summary>Whether tag/list also holds cancelled tags.</summary>
    public bool ListCancelled { get; init; }
}
