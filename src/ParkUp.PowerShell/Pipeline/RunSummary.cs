namespace ParkUp.PowerShell;

/// <summary>What a run counts.</summary>
internal enum Counted
{
    /// <summary>Rows of a roster: one tag each.</summary>
    Rows,

    /// <summary>Customers, of one row or of several.</summary>
    Customers,
}

/// <summary>What a run did, for whoever asked to be told.</summary>
internal sealed record RunSummary
{
    public required Counted Unit { get; init; }

    public required long Rows { get; init; }

    /// <summary>How many came to each outcome, the most frequent first.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Outcomes { get; init; }

    public required long Requests { get; init; }

    /// <summary>How many of the requests were another try of one before.</summary>
    public required long Repeated { get; init; }

    public required TimeSpan Time { get; init; }

    public required bool IsSandbox { get; init; }
}
