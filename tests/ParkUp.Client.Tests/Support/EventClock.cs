namespace ParkUp.Client.Tests.Support;

/// <summary>
/// A clock for many who wait at once: once nobody is at work, it jumps to the next time that somebody waits for. Waits
/// that overlap take their time together, as they do in life.
/// </summary>
internal sealed class EventClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan ShortJump = TimeSpan.FromSeconds(2);

    /// <summary>Before a longer jump, a thread that is at work has so long to show it, on a machine that is busy.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>What a look counts at most: where the whole process stood still, no thread could show anything.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(5);

    /// <summary>Longer than any pause: only a time limit takes as long, and none is reached while nobody hangs.</summary>
    private static readonly TimeSpan LongJump = TimeSpan.FromSeconds(40);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(EventTimer Timer, long Version), long> _due = new();
    private long _now = TimeSpan.TicksPerDay;
    private int _work;
    private int _busy;
    private int _hanging;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Somebody begins to work: time stands still until the work ends.</summary>
    public void Begin()
    {
        Interlocked.Increment(ref _busy);
        Touch();
    }

    public void End()
    {
        Touch();
        Interlocked.Decrement(ref _busy);
    }

    /// <summary>A request that is never answered: only its time limit ends it.</summary>
    public async Task HangAsync(CancellationToken stop)
    {
        Interlocked.Increment(ref _hanging);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, this, stop);
        }
        finally
        {
            Interlocked.Decrement(ref _hanging);
        }
    }

    /// <summary>Lets time go until the task is done.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        var quiet = TimeSpan.Zero;
        while (!task.IsCompleted)
        {
            var before = Volatile.Read(ref _work);
            var began = System.GetTimestamp();
            for (var i = 0; i < 50 && !task.IsCompleted; i++)
            {
                // Behind what the pool has to do.
                var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.SetResult(), turn, preferLocal: false);
                await turn.Task;
            }

            var look = System.GetElapsedTime(began);
            quiet += look < LongestLook ? look : LongestLook;
            if (before != Volatile.Read(ref _work) || Volatile.Read(ref _busy) > 0)
            {
                quiet = TimeSpan.Zero;
            }
            else if (quiet > (UntilNext <= ShortJump ? TimeSpan.Zero : Quiet) && (UntilNext <= LongJump || Volatile.Read(ref _hanging) > 0))
            {
                Jump();
                quiet = TimeSpan.Zero;
            }
        }

        return await task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new EventTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private TimeSpan UntilNext
    {
        get
        {
            lock (_lock)
            {
                while (_due.TryPeek(out var next, out var at))
                {
                    if (next.Timer.Version == next.Version)
                    {
                        return TimeSpan.FromTicks(at - _now);
                    }

                    _due.Dequeue();
                }

                return TimeSpan.Zero;
            }
        }
    }

    private void Touch() => Interlocked.Increment(ref _work);

    private void Jump()
    {
        lock (_lock)
        {
            if (_due.TryDequeue(out var next, out var at) && next.Timer.Version == next.Version)
            {
                Interlocked.Exchange(ref _now, Math.Max(_now, at));
                Touch();
                ThreadPool.QueueUserWorkItem(static timer => timer.Ring(), next.Timer, preferLocal: false);
            }
        }
    }

    private sealed class EventTimer(EventClock clock, TimerCallback callback, object? state) : ITimer
    {
        public long Version { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                Version++;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    clock._due.Enqueue((this, Version), clock._now + dueTime.Ticks);
                }
            }

            clock.Touch();
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
