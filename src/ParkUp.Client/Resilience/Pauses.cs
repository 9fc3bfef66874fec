namespace ParkUp.Client;

/// <summary>How long is waited, and how: by a clock and a chance that tests bring their own of.</summary>
/// <param name="clock">The clock that the waiting goes by.</param>
/// <param name="chance">A number from 0 to 1, anew with each call.</param>
internal sealed class Pauses(TimeProvider clock, Func<double> chance)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public TimeProvider Clock { get; } = clock;

    /// <summary>
    /// The pause before another try: anything up to half a second that doubles with each, twenty at most. The chance
    /// in it parts those who failed together, or they would all come back together.
    /// </summary>
    /// <param name="failures">How many there were, from 1.</param>
    public TimeSpan Backoff(int failures)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Max(0, failures - 1)));
        return TimeSpan.FromSeconds(ceiling * chance());
    }

    /// <summary>The time stamp that comes so long after another.</summary>
    public long After(long stamp, TimeSpan time) => stamp + (long)(time.TotalSeconds * Clock.TimestampFrequency);

    public Task WaitAsync(TimeSpan time, CancellationToken stop) =>
        time > TimeSpan.Zero ? Task.Delay(time, Clock, stop) : Task.CompletedTask;
}
