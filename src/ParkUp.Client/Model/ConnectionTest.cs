namespace ParkUp.Client;

/// <summary>The result of one list call over a connection.</summary>
public sealed record ConnectionTest
{
    /// <summary>The address that was asked.</summary>
    public required Uri BaseUri { get; init; }

    /// <summary>Whether something answered at all.</summary>
    public bool Reachable { get; internal init; }

    /// <summary>Whether the service accepted the token; false where that is not known.</summary>
    public bool Authenticated { get; internal init; }

    /// <summary>How long the answer took, in milliseconds; null where none came.</summary>
    public double? LatencyMs { get; internal init; }

    /// <summary>What was found, in a sentence.</summary>
    public string Detail { get; internal init; } = string.Empty;
}
