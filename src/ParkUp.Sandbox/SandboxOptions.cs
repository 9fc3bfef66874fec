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

    /// <summary>Where requests are noted; null, the default, notes none, since a log grows without bound.</summary>
    public SandboxLog? Log { get; init; }
}
