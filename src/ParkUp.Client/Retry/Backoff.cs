namespace ParkUp.Client;

/// <summary>Delays between attempts: exponential backoff with full jitter, by a clock and a source of randomness that tests replace.</summary>
/// <param name="clock">The clock of the delays.</param>
/// <param name="jitter">Gives a number from 0 to 1; called by many threads.</param>
internal sealed class Backoff(TimeProvider clock, Func<double> jitter)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public TimeProvider Clock { get; } = clock;

    public long Now => Clock.GetTimestamp();

    /// <summary>From zero to half a second, doubled with each failure, 20 s at most. The jitter spreads clients that failed together.</summary>
    /// <param name="failures">The number of failures so far, from 1.</param>
    public TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Max(0, failures - 1))) * jitter());

    /// <summary>A time stamp plus a duration.</summary>
    public long Add(long stamp, TimeSpan time) => stamp + (long)(time.TotalSeconds * Clock.TimestampFrequency);

    /// <summary>A random number below a count.</summary>
    public int Pick(int count) => Math.Min(count - 1, (int)(jitter() * count));

    public Task WaitAsync(TimeSpan time, CancellationToken stop) =>
        time > TimeSpan.Zero ? Task.Delay(time, Clock, stop) : Task.CompletedTask;
}
