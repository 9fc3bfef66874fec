namespace ParkUp.Sandbox.Server;

/// <summary>
/// The system's clock with timers that are at most about a millisecond late and never early. Those of the runtime go by
/// the system's coarse tick, which on Linux moves in steps of 4 ms: with them, 20 ms are 16 to 24.
/// </summary>
internal sealed class PreciseClock : TimeProvider, IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Alarm, long> _alarms = new();
    private readonly AutoResetEvent _changed = new(initialState: false);
    private readonly Thread _thread;
    private bool _disposed;

    public PreciseClock()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = nameof(PreciseClock) };
        _thread.Start();
    }

    /// <summary>Makes a timer that goes off once.</summary>
    /// <exception cref="NotSupportedException">It is to go off again and again.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Alarm alarm = new(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _changed.Set();
        _thread.Join();
        _changed.Dispose();
    }

    private void Schedule(Alarm alarm, TimeSpan dueTime)
    {
        long due = GetTimestamp() + (long)Math.Ceiling(dueTime.TotalSeconds * TimestampFrequency);
        bool isNext;
        lock (_lock)
        {
            alarm.Due = due;
            _alarms.Enqueue(alarm, due);
            isNext = ReferenceEquals(_alarms.Peek(), alarm);
        }

        if (isNext)
        {
            _changed.Set();
        }
    }

    private void Run()
    {
        while (true)
        {
            TimeSpan wait = Timeout.InfiniteTimeSpan;
            lock (_lock)
            {
                if (_disposed)
                {
                    return;
                }

                long now = GetTimestamp();
                while (_alarms.TryPeek(out Alarm? alarm, out long due))
                {
                    if (due > now)
                    {
                        // Whole milliseconds, rounded up: a wait takes no fractions.
                        wait = TimeSpan.FromMilliseconds(Math.Ceiling(GetElapsedTime(now, due).TotalMilliseconds));
                        break;
                    }

                    _alarms.Dequeue();
                    if (alarm.Due == due)
                    {
                        // Elsewhere: what an alarm sets going must not hold up the next.
                        ThreadPool.UnsafeQueueUserWorkItem(alarm, preferLocal: false);
                    }
                }
            }

            _changed.WaitOne(wait);
        }
    }

    private sealed class Alarm(PreciseClock clock, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
    {
        private const long Never = -1;

        private long _due = Never;

        /// <summary>When it goes off; an entry of the queue for another time is stale.</summary>
        public long Due
        {
            get => Volatile.Read(ref _due);
            set => Volatile.Write(ref _due, value);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan)
            {
                throw new NotSupportedException("A timer of this clock goes off once.");
            }

            Due = Never;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.Schedule(this, dueTime);
            }

            return true;
        }

        public void Execute() => callback(state);

        public void Dispose() => Due = Never;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
