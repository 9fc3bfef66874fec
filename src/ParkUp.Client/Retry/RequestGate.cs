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
    private readonly Queue<TaskCompletionSource<long>> _waiting = new();
    private readonly int _maximumRetryCount;
    private readonly ConcurrencyLimit _limit;
    private readonly CircuitBreaker _circuit;
    private readonly ITimer _timer;
    private int _inFlight;
    private long _sent;
    private int _retries = RetryBudget;
    private int _batchSize;
    private volatile bool _areConflictsAtomic;

    /// <param name="batchSize">The most tags in one request.</param>
    /// <param name="concurrency">The most requests in flight.</param>
    /// <param name="backoff">The delays between attempts.</param>
    /// <param name="maximumRetryCount">The most retries of one request.</param>
    public RequestGate(int batchSize, int concurrency, Backoff backoff, int maximumRetryCount)
    {
        Backoff = backoff;
        _maximumRetryCount = maximumRetryCount;
        _batchSize = batchSize;
        _limit = new ConcurrencyLimit(concurrency);
        _circuit = new CircuitBreaker(backoff);
        _timer = backoff.Clock.CreateTimer(static gate => ((RequestGate)gate!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Backoff Backoff { get; }

    /// <summary>The most tags in one request: what was asked for, or what the service accepts.</summary>
    public int BatchSize => Volatile.Read(ref _batchSize);

    /// <summary>Whether the service has shown that a 409 applies no tag of its request. Until then it may have applied the others.</summary>
    public bool AreConflictsAtomic
    {
        get => _areConflictsAtomic;
        set => _areConflictsAtomic = value;
    }

    /// <summary>The last failure while the circuit breaker probes the service; null while it answers.</summary>
    public ParkUpException? CircuitFailure
    {
        get
        {
            lock (_lock)
            {
                return _circuit.IsProbing ? _circuit.LastFailure : null;
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

    /// <summary>Waits until a request may be sent.</summary>
    /// <returns>Its number, for <see cref="Leave"/>.</returns>
    /// <exception cref="ParkUpException">The circuit is open: nothing is sent.</exception>
    public Task<long> EnterAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && CanSend())
            {
                return Task.FromResult(Send());
            }

            var turn = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            ReleaseWaiting();
            return turn.Task.WaitAsync(stop);
        }
    }

    /// <summary>Ends a request.</summary>
    /// <param name="failure">Its failure; null where it succeeded.</param>
    public void Leave(long number, ParkUpException? failure)
    {
        lock (_lock)
        {
            _inFlight--;
            if (failure is null || !RecoveryPolicy.IsOutage(failure))
            {
                _limit.OnSuccess();
                _circuit.OnAnswer();
                _retries = Math.Min(RetryBudget, _retries + 1);
            }
            else
            {
                if (failure is RateLimitedException)
                {
                    _limit.OnRefused(number, _sent);
                }

                _circuit.OnFailure(failure, Backoff.Now);
            }

            ReleaseWaiting();
        }
    }

    /// <summary>Ends a request that was cancelled: it says nothing of the service.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _inFlight--;
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

    /// <summary>Lets waiting requests go, in their order. Under the lock.</summary>
    private void ReleaseWaiting()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        while (_waiting.Count > 0 && _circuit.FailureNow(Backoff.Now) is { } failure)
        {
            _waiting.Dequeue().TrySetException(failure);
        }

        while (_waiting.Count > 0 && CanSend())
        {
            _waiting.Dequeue().TrySetResult(Send());
        }

        var delay = Backoff.Clock.GetElapsedTime(Backoff.Now, _circuit.NotBefore);
        if (_waiting.Count > 0 && delay > TimeSpan.Zero)
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private bool CanSend() =>
        _inFlight < (_circuit.IsProbing ? 1 : _limit.Current) && Backoff.Now >= _circuit.NotBefore && _circuit.FailureNow(Backoff.Now) is null;

    private long Send()
    {
        _inFlight++;
        return ++_sent;
    }
}
