namespace ParkUp.Client;

/// <summary>
/// Every request of a run passes here. The gate holds the concurrency limit, the circuit breaker, the retry budget, and
/// what the service has shown of itself (batch size, conflicts).
/// </summary>
/// <remarks>
/// BulkSchedule limits the batches in work, this gate the requests in flight: a batch that waits for a retry holds its
/// customer, but no request.
/// </remarks>
internal sealed class RequestGate : IDisposable
{
    /// <summary>How many more retries than answers a run may have: each answer gives one back.</summary>
    private const int RetryBudget = 100;

    private readonly object _lock = new();
    private readonly WaitingRequests _waiting = new();
    private readonly int _maximumRetryCount;
    private readonly ConcurrencyLimit _limit;
    private readonly CircuitBreaker _circuit;
    private readonly ITimer _timer;
    private int _inFlight;
    private int _asideInFlight;
    private int _probesInFlight;
    private int _lanesNotAside;
    private long _sent;
    private long _lastAnswered;
    private volatile bool _hasFailed;
    private int _retries = RetryBudget;
    private int _batchSize;
    private int _concurrencyLimit;
    private int _mostInFlight;
    private volatile bool _areConflictsAtomic;

    /// <param name="batchSize">The most tags in one request.</param>
    /// <param name="throttleLimit">The most requests in flight; null where the number is to find itself.</param>
    /// <param name="backoff">The delays between attempts.</param>
    /// <param name="maximumRetryCount">The most retries of one request.</param>
    /// <param name="longest">The longest list of the connection.</param>
    public RequestGate(int batchSize, int? throttleLimit, Backoff backoff, int maximumRetryCount, LongestList longest)
    {
        Lists = new ListLengths(longest);
        Backoff = backoff;
        _maximumRetryCount = maximumRetryCount;
        _batchSize = batchSize;
        _limit = new ConcurrencyLimit(throttleLimit, backoff.Clock);
        _concurrencyLimit = _limit.Current;
        _circuit = new CircuitBreaker(backoff);
        _timer = backoff.Clock.CreateTimer(static gate => ((RequestGate)gate!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Backoff Backoff { get; }

    /// <summary>What the lists of the run show of their length.</summary>
    public ListLengths Lists { get; }

    /// <summary>The most tags in one request: what was asked for, or what the service accepts.</summary>
    public int BatchSize => Volatile.Read(ref _batchSize);

    /// <summary>How many requests may be in flight now. Readable without the lock.</summary>
    public int ConcurrencyLimit => Volatile.Read(ref _concurrencyLimit);

    /// <summary>What the run has found so far.</summary>
    public ConcurrencyFound Found
    {
        get
        {
            lock (_lock)
            {
                return new ConcurrencyFound(_limit.IsGiven, _limit.Current, _mostInFlight, _limit.Peak);
            }
        }
    }

    /// <summary>Whether the service has shown that a 409 applies no tag of its request. Until then it may have applied the others.</summary>
    public bool AreConflictsAtomic
    {
        get => _areConflictsAtomic;
        set => _areConflictsAtomic = value;
    }

    /// <summary>Whether the last request failed. Readable without the lock.</summary>
    public bool HasFailed => _hasFailed;

    /// <summary>The last failure while probes fail as well; null while the service answers.</summary>
    public ParkUpException? CircuitFailure
    {
        get
        {
            lock (_lock)
            {
                return _circuit.IsOutage ? _circuit.LastFailure : null;
            }
        }
    }

    /// <summary>Remembers that the service accepts no more tags at once.</summary>
    public void LimitBatch(int size)
    {
        lock (_lock)
        {
            _batchSize = Math.Min(_batchSize, Math.Max(1, size));
        }
    }

    /// <summary>Begins the requests of a batch.</summary>
    /// <param name="onAside">Called once, when one of them has failed.</param>
    public RequestLane Open(Action? onAside = null)
    {
        lock (_lock)
        {
            _lanesNotAside++;
        }

        return new RequestLane(this, onAside);
    }

    /// <summary>Ends the requests of a batch.</summary>
    public void Close(RequestLane lane)
    {
        lock (_lock)
        {
            _lanesNotAside -= lane.IsAside ? 0 : 1;
            _circuit.Trust(lane.Answered);
            ReleaseWaiting();
        }
    }

    /// <summary>Waits until a request may be sent.</summary>
    /// <exception cref="ParkUpException">The circuit is open: nothing is sent.</exception>
    public Task<RequestTurn> EnterAsync(RequestLane lane, CancellationToken stop)
    {
        lock (_lock)
        {
            var turn = new TaskCompletionSource<RequestTurn>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(turn, lane.IsAside);
            ReleaseWaiting();
            return turn.Task.IsCompleted ? turn.Task : turn.Task.WaitAsync(stop);
        }
    }

    /// <summary>Ends a request.</summary>
    /// <param name="customer">Whose request it was.</param>
    /// <param name="failure">Its failure; null where it succeeded.</param>
    public void Leave(RequestLane lane, in RequestTurn turn, string customer, ParkUpException? failure)
    {
        lock (_lock)
        {
            var now = Backoff.Now;
            var inFlight = _inFlight;
            Count(turn, -1);
            if (failure is null || !RecoveryPolicy.IsOutage(failure))
            {
                _lastAnswered = Math.Max(_lastAnswered, turn.Number);
                _limit.OnAnswer(turn, isFull: inFlight >= _limit.Current, _sent, now);
                _circuit.OnAnswer();
                lane.Answered = turn.Witness is null ? customer : lane.Answered;
                _retries = Math.Min(RetryBudget, _retries + 1);
            }
            else
            {
                // A timeout is the trouble of its customer where that has failed before, or later requests were answered.
                var isOverload = RecoveryPolicy.IsOverload(failure) && !(failure is RequestTimeoutException && (lane.IsAside || turn.Number < _lastAnswered));
                var isFirst = !isOverload || _limit.OnOverload(turn, failure, isInUse: inFlight * 2 >= _limit.Current, _sent, now);

                // Requests that were refused together with a 429 count once: the rate slows the run down, not the circuit breaker.
                _circuit.OnFailure(turn.Witness is null ? customer : null, failure, counts: isFirst || failure is not RateLimitedException, turn.IsProbe, now);
                lane.Answered = turn.Witness is null ? null : lane.Answered;
                if (turn.Witness is null && !lane.IsAside)
                {
                    lane.IsAside = true;
                    _lanesNotAside--;
                }
            }

            _hasFailed = _circuit.HasFailed;
            Volatile.Write(ref _concurrencyLimit, _limit.Current);
            ReleaseWaiting();
        }
    }

    /// <summary>Ends a request that was cancelled: it says nothing of the service.</summary>
    public void Abandon(in RequestTurn turn)
    {
        lock (_lock)
        {
            Count(turn, -1);
            ReleaseWaiting();
        }
    }

    /// <summary>Takes a retry from the budget, where there is one left.</summary>
    /// <param name="failure">The failure of the last attempt.</param>
    /// <param name="retries">The number of retries so far.</param>
    public bool TryTakeRetry(ParkUpException failure, int retries)
    {
        lock (_lock)
        {
            if (retries >= _maximumRetryCount || _retries == 0 || RecoveryPolicy.RetryAfter(failure) > CircuitBreaker.LongestRetryAfter)
            {
                return false;
            }

            _retries--;
            return true;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        lock (_lock)
        {
            ReleaseWaiting();
        }
    }

    /// <summary>Lets waiting requests go. Under the lock.</summary>
    private void ReleaseWaiting()
    {
        // One look at the clock: a pause that ended between two would neither let a request go nor start the timer.
        var now = Backoff.Now;
        while (_waiting.Count > 0 && _circuit.FailureNow(now) is { } failure)
        {
            _waiting.Take(isAside: !_waiting.HasOthers, isNewest: false).TrySetException(failure);
        }

        while (_waiting.Count > 0 && now >= NotBefore && (_circuit.IsProbing ? TryProbe(now) : TrySend(now)))
        {
        }

        if (_waiting.Count > 0 && now < NotBefore)
        {
            // A timer counts whole milliseconds, and must not ring too early.
            var wait = Math.Ceiling(Backoff.Clock.GetElapsedTime(now, NotBefore).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
        }
    }

    private long NotBefore => _circuit.IsProbing
        ? _circuit.NotBefore(asksAnother: _waiting.HasOthers || _circuit.Witness is not null)
        : Math.Max(_circuit.NotBefore(asksAnother: true), _limit.NotBefore);

    /// <summary>
    /// One at a time. Of those that have not failed the last to come goes first: the schedule takes it from anywhere,
    /// while customers that fail may stand together.
    /// </summary>
    private bool TryProbe(long now)
    {
        if (_probesInFlight > 0)
        {
            return false;
        }

        Send(isAside: !_waiting.HasOthers, isProbe: true, _circuit.Witness, now);
        return true;
    }

    /// <summary>Batches that wait aside have half of the limit, and the rest of it while no others are in work.</summary>
    private bool TrySend(long now)
    {
        var limit = _limit.Current;
        if (_inFlight >= limit)
        {
            return false;
        }

        var isAside = _waiting.HasAside && (_asideInFlight < limit / 2 || !_waiting.HasOthers);
        if (isAside && _asideInFlight >= (_lanesNotAside > 0 ? Math.Max(1, limit / 2) : limit))
        {
            return false;
        }

        Send(isAside, isProbe: false, witness: null, now);
        return true;
    }

    private void Send(bool isAside, bool isProbe, string? witness, long now)
    {
        var turn = new RequestTurn(++_sent, now, isAside, isProbe, witness);
        _limit.OnSent(now);
        Count(turn, 1);
        _mostInFlight = Math.Max(_mostInFlight, _inFlight);
        _waiting.Take(isAside, isNewest: isProbe && !isAside).TrySetResult(turn);
    }

    private void Count(in RequestTurn turn, int change)
    {
        _inFlight += change;
        _asideInFlight += turn.IsAside ? change : 0;
        _probesInFlight += turn.IsProbe ? change : 0;
    }
}
