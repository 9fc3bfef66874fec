namespace ParkUp.Sandbox.Server;

/// <summary>How much work the service takes on at a time.</summary>
public sealed record ServiceLimits
{
    /// <summary>No limits: every request is answered after the latency.</summary>
    public static ServiceLimits None { get; } = new();

    /// <summary>How many requests it works on at once; the others wait in line. Null for any number.</summary>
    public int? Capacity { get; init; }

    /// <summary>How many requests it takes in any second; those beyond are answered 429 at once. Null for any number.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Whether a 429 says when to come back.</summary>
    public bool SendsRetryAfter { get; init; }

    /// <summary>After how many requests it goes into maintenance, and answers 503 for good. Null for never.</summary>
    public int? MaintenanceAfter { get; init; }

    /// <summary>After how many requests it falls silent: it applies those that still come, and answers none. Null for never.</summary>
    public int? SilentAfter { get; init; }
}
