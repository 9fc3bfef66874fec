namespace ParkUp.Client;

/// <summary>
/// The pace of a run: the one gate that every request of it passes. It knows how many may be in flight, whether the
/// service is out of order, how many retries are left to the run, and what the service has shown of itself.
/// </summary>
internal sealed class RunPace : IDisposable
{
    /// <summary>A service that asks for a longer rest than this is not waited for.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(2);

    /// <summary>How many retries a run may be ahead of its successes: each answer gives one back.</summary>
    private const int RetriesAhead = 100;

    private readonly object _lock = new();
    private readonly Queue<TaskCompletionSource<long>> _waiting = new();
    private readonly int _maximumRetryCount;
    private readonly InFlightLimit _limit;
    private readonly Outage _outage;
    private readonly ITimer _timer;
    private int _inFlight;
    private long _sent;
    private int _retries = RetriesAhead;
    private int _batchSize;
    private volatile bool _conflictsAreAtomic;

    public RunPace(BulkOptions options, Pauses pauses, int maximumRetryCount)
    {
        Pauses = pauses;
        _maximumRetryCount = maximumRetryCount;
        _batchSize = options.BatchSize;
        _limit = new InFlightLimit(options.ThrottleLimit);
        _outage = new Outage(pauses);
        _timer = pauses.Clock.CreateTimer(
            static pace => ((RunPace)pace!).OnRested(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Pauses Pauses { get; }

    /// <summary>How many tags go into one request at most: what was asked for, or what the service has taken.</summary>
    public int BatchSize => Volatile.Read(ref _batchSize);

    /// <summary>
    /// Whether the service has shown that a 409 leaves all tags of its request alone. Until then it may have taken
    /// those that were not in the way.
    /// </summary>
    public bool ConflictsAreAtomic
    {
        get => _conflictsAreAtomic;
        set => _conflictsAreAtomic = value;
    }

    /// <summary>The last failure of a service that is tried by one request at a time; null while it answers.</summary>
    public ParkUpException? Outage
    {
        get
        {
            lock (_lock)
            {
                return _outage.IsProbing ? _outage.Last : null;
            }
        }
    }

    /// <summary>The clock's time stamp of now.</summary>
    public long Now => Pauses.Clock.GetTimestamp();

    /// <summary>The pace of a single call that is not tried again.</summary>
    public static RunPace Once(ParkUpConnection connection) =>
        new(new BulkOptions { BatchSize = 1, ThrottleLimit = 1 }, connection.Pauses, maximumRetryCount: 0);

    /// <summary>Remembers that the service takes no more than so many tags at once.</summary>
    public void LimitBatch(int size)
    {
        lock (_lock)
        {
            _batchSize = Math.Min(_batchSize, Math.Max(1, size));
        }
    }

    /// <summary>Waits until a request may be sent.</summary>
    /// <returns>Its number, to be handed back when it has ended.</returns>
    /// <exception cref="ParkUpException">The service is given up: nothing is sent.</exception>
    public Task<long> EnterAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && MayGo())
            {
                return Task.FromResult(Go());
            }

            var turn = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            LetGo();
            return turn.Task.WaitAsync(stop);
        }
    }

    /// <summary>Ends a request.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="failure">What it failed with; null where it was answered well.</param>
    public void Leave(long number, ParkUpException? failure)
    {
        lock (_lock)
        {
            _inFlight--;
            if (failure is null || !RemedyTable.IsOutage(failure))
            {
                _limit.OnSuccess();
                _outage.OnAnswer();
                _retries = Math.Min(RetriesAhead, _retries + 1);
            }
            else
            {
                if (failure is RateLimitedException)
                {
                    _limit.OnRefused(number, _sent);
                }

                _outage.OnFailure(failure, Now);
            }

            LetGo();
        }
    }

    /// <summary>Ends a request that was stopped: it tells nothing.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _inFlight--;
            LetGo();
        }
    }

    /// <summary>Whether a request may be tried again; if so, it is counted.</summary>
    /// <param name="failure">What it failed with.</param>
    /// <param name="retries">How often it has been tried again so far.</param>
    public bool TryTakeRetry(ParkUpException failure, int retries)
    {
        lock (_lock)
        {
            if (retries >= _maximumRetryCount || _retries == 0 || RemedyTable.RetryAfter(failure) > LongestRest)
            {
                return false;
            }

            _retries--;
            return true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnRested()
    {
        lock (_lock)
        {
            LetGo();
        }
    }

    /// <summary>Lets those go that may, in their order. Under the lock.</summary>
    private void LetGo()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        while (_waiting.Count > 0 && _outage.GivenUp(Now) is { } failure)
        {
            _waiting.Dequeue().TrySetException(failure);
        }

        while (_waiting.Count > 0 && MayGo())
        {
            _waiting.Dequeue().TrySetResult(Go());
        }

        var rest = Pauses.Clock.GetElapsedTime(Now, _outage.NotBefore);
        if (_waiting.Count > 0 && rest > TimeSpan.Zero)
        {
            _timer.Change(rest, Timeout.InfiniteTimeSpan);
        }
    }

    private bool MayGo() =>
        _inFlight < (_outage.IsProbing ? 1 : _limit.Current) && Now >= _outage.NotBefore && _outage.GivenUp(Now) is null;

    private long Go()
    {
        _inFlight++;
        return ++_sent;
    }
}
