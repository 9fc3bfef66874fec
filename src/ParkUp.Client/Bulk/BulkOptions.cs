namespace ParkUp.Client;

/// <summary>How a run of many rows is paced.</summary>
public sealed record BulkOptions
{
    /// <summary>How long a service that does not answer is tried, before what is left fails.</summary>
    public static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(2);

    /// <summary>How many rows of one customer go into one request at most.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>How many requests are in flight at most.</summary>
    public int ThrottleLimit { get; init; } = 8;

    /// <summary>
    /// How long a customer's rows wait for more of theirs, while there is room for another request. Long enough for
    /// a pipeline to bring the next row, short enough not to be felt.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How many rows are held at most, from coming in to being taken out: this, and not the input, bounds the memory
    /// (as many again are remembered for a while, so that rows which repeat them are not sent). Large enough for each
    /// request in flight to be followed by a full one, and for scattered rows of one customer to find each other.
    /// </summary>
    public int Window => Math.Max(SmallestWindow, 4 * BatchSize * ThrottleLimit);

    /// <summary>The window where batches and requests in flight would do with less.</summary>
    public int SmallestWindow { get; init; } = 4096;

    /// <summary>The clock that <see cref="Linger"/> goes by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
