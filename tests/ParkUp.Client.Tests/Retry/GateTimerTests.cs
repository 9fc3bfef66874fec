using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>The end of a pause at the gate, when the clock goes on between two looks at it.</summary>
public sealed class GateTimerTests
{
    private const string Customer = "A1";

    [Theory]
    [MemberData(nameof(Ticks))]
    public async Task A_pause_that_ends_while_the_gate_looks_at_the_clock_strands_no_request(int before)
    {
        var clock = new TickingClock();
        using var gate = TestGate.On(clock);
        using var lane = gate.Open();
        lane.Leave(await lane.EnterAsync(TestContext.Current.CancellationToken), Customer, new RateLimitedException("busy") { RetryAfter = TimeSpan.FromSeconds(1) });
        clock.Now += TimeSpan.TicksPerSecond - before;
        clock.IsArmed = false;

        var waiting = lane.EnterAsync(TestContext.Current.CancellationToken);

        Assert.True(waiting.IsCompleted || clock.IsArmed, "The request waits, and nothing will let it go.");
    }

    /// <summary>How many ticks before the end of the pause, or a little more: the gate looks at the clock several times.</summary>
    public static TheoryData<int> Ticks() => [.. Enumerable.Range(-3, 16)];

    /// <summary>A clock that goes on by one tick at each look, and notes that a timer was set.</summary>
    private sealed class TickingClock : TimeProvider
    {
        public long Now { get; set; } = TimeSpan.TicksPerDay;

        public bool IsArmed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now++;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NotedTimer(this);

        private sealed class NotedTimer(TickingClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => clock.IsArmed = dueTime != Timeout.InfiniteTimeSpan;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
