using System.Diagnostics;
using ParkUp.Sandbox.Server;

namespace ParkUp.Sandbox.Tests;

public sealed class PreciseClockTests : IDisposable
{
    private readonly PreciseClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task No_delay_ends_early()
    {
        double[] took = await Task.WhenAll(Enumerable.Range(0, 32).Select(async i =>
        {
            TimeSpan delay = TimeSpan.FromMilliseconds(5 + (i % 7));
            long start = Stopwatch.GetTimestamp();
            await Task.Delay(delay, _clock, Cancellation);
            return (Stopwatch.GetElapsedTime(start) - delay).TotalMilliseconds;
        }));

        Assert.All(took, static late => Assert.InRange(late, 0, double.MaxValue));
    }

    [Fact]
    public async Task A_shorter_delay_ends_before_a_longer_one_that_was_there_first()
    {
        Task longer = Task.Delay(TimeSpan.FromMinutes(1), _clock, Cancellation);
        await Task.Delay(TimeSpan.FromMilliseconds(1), _clock, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.False(longer.IsCompleted);
    }

    [Fact]
    public async Task A_cancelled_timer_never_goes_off()
    {
        bool wentOff = false;
        ITimer timer = _clock.CreateTimer(_ => wentOff = true, state: null, TimeSpan.FromMilliseconds(10), Timeout.InfiniteTimeSpan);
        await timer.DisposeAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(30), _clock, Cancellation);

        Assert.False(wentOff);
    }

    [Fact]
    public void A_timer_that_goes_off_again_and_again_is_refused() =>
        Assert.Throws<NotSupportedException>(() => _clock.CreateTimer(static _ => { }, state: null, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
}
