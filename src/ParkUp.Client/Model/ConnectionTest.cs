namespace ParkUp.Client;

/// <summary>What one harmless call told about a connection.</summary>
public sealed record ConnectionTest
{
    /// <summary>The address that was asked.</summary>
    public required Uri BaseUri { get; init; }

    /// <summary>Whether something answered at all.</summary>
    public required bool Reachable { get; init; }

    /// <summary>Whether the service took the token. False also where it could not be told.</summary>
    public required bool Authenticated { get; init; }

    /// <summary>How long the answer took, in milliseconds; null where none came.</summary>
    public required double? LatencyMs { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public required string Detail { get; init; }
}
