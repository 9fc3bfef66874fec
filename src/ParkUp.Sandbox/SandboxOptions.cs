namespace ParkUp.Sandbox;

/// <summary>How one sandbox is set up.</summary>
/// <remarks>Not a record: its text form must never print the token.</remarks>
public sealed class SandboxOptions
{
    /// <summary>The bearer token that requests must carry.</summary>
    public required string Token { get; init; }

    /// <summary>The answers that the reference leaves open.</summary>
    public SandboxBehaviour Behaviour { get; init; } = new();

    /// <summary>Which requests meet which faults.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>
    /// How long each answer takes. A request is applied when it arrives and answered this much later, so a caller
    /// that gives up meanwhile leaves a write behind that was done.
    /// </summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The clock for the latency, the list lag and the log.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The file that keeps customers and tags from one process to the next; null keeps them for the lifetime of the
    /// sandbox. Several sandboxes may use one file at once, also in several processes.
    /// </summary>
    public string? FilePath { get; init; }

    /// <summary>Where requests are noted; null, the default, notes none, since a log grows without bound.</summary>
    public SandboxLog? Log { get; init; }
}

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

    /// <summary>Whether a plate has one active tag at most, over all customers, as a code has: the 409 may mean either.</summary>
    public bool UniquePlates { get; init; }

    /// <summary>How many tags tag/list shows at most, the oldest ones, without a word about the others; null for all.</summary>
    public int? ListLimit { get; init; }
}
