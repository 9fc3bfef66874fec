namespace ParkUp.Client;

/// <summary>How a run sends its rows.</summary>
internal sealed record BulkOptions
{
    /// <summary>The most rows of one customer in one request.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>The most requests in flight; null where the number is to find itself.</summary>
    public int? ThrottleLimit { get; init; }

    /// <summary>How long a customer's rows wait for more of theirs: longer than a pipeline needs to bring the next row.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// The most rows held at once: this, and not the input, bounds the memory. Large enough for each request in flight
    /// to be followed by a full one.
    /// </summary>
    public int Window => LeavesTogether ? int.MaxValue : Math.Max(SmallestWindow, 4 * BatchSize * (ThrottleLimit ?? ConcurrencyLimit.Most));

    /// <summary>The window where batch size and requests in flight need less.</summary>
    public int SmallestWindow { get; init; } = 4096;

    /// <summary>
    /// Whether the rows of a customer leave together, however many, once the caller waits for results; until then none
    /// does. For input that is in memory anyway.
    /// </summary>
    public bool LeavesTogether { get; init; }

    /// <summary>The clock of <see cref="Linger"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>One list in each request. A list may be long, so the window holds only as many as keep the requests busy.</summary>
    public static BulkOptions OfLists(int? throttleLimit) =>
        new() { BatchSize = 1, ThrottleLimit = throttleLimit, SmallestWindow = 16 * (throttleLimit ?? ConcurrencyLimit.Most) };
}
