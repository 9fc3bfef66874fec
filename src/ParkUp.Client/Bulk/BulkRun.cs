namespace ParkUp.Client;

/// <summary>Sends many rows in batches by customer, several at once; results come in the order of the rows, within a bounded window.</summary>
/// <remarks>One thread (the caller's) adds rows and takes results; requests are sent on others.</remarks>
internal sealed class BulkRun<TOrder, TResult> : IDisposable
    where TResult : class, IRowResult
{
    private readonly object _lock = new();
    private readonly BulkOperation<TOrder, TResult> _operation;
    private readonly BulkOptions _options;
    private readonly RequestGate _gate;
    private readonly CancellationToken _stop;
    private readonly ITimer _linger;

    // Messages are in the caller's language, not in that of the pool's threads.
    private readonly CultureInfo _language = CultureInfo.CurrentUICulture;

    // Used by the thread that adds and takes.
    private readonly Queue<BulkRow<TOrder, TResult>> _rows = new();
    private readonly RecentRows<TOrder, TResult> _recent;
    private int _takenOfHead;
    private long _added;

    // Used under the lock only.
    private readonly BulkSchedule<TOrder, TResult> _schedule;
    private TaskCompletionSource? _waiter;
    private bool _isLingerArmed;
    private bool _isClosed;
    private Exception? _bug;

    private volatile ParkUpException? _endedBy;

    public BulkRun(BulkOperation<TOrder, TResult> operation, BulkOptions options, RequestGate gate, CancellationToken stop)
    {
        _operation = operation;
        _options = options;
        _gate = gate;
        _stop = stop;
        _recent = new RecentRows<TOrder, TResult>(operation, options);
        _schedule = new BulkSchedule<TOrder, TResult>(operation, options);
        _linger = options.Clock.CreateTimer(
            static run => ((BulkRun<TOrder, TResult>)run!).OnLingered(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether results must be taken before another row is added.</summary>
    public bool IsFull => _rows.Count >= _options.Window;

    public bool IsEmpty => _rows.Count == 0;

    /// <summary>The error that ended the run (<see cref="ParkUpException.StopsRun"/>): rows added now fail with it. Null while it goes on.</summary>
    public ParkUpException? EndedBy => _endedBy;

    public ParkUpException? CircuitFailure => _gate.CircuitFailure;

    public ConcurrencyFound Concurrency => _gate.Found;

    public string? ListWarning => _gate.Lists.Warning;

    /// <summary>The result of a row that contradicts an earlier one, as adding it would give it. Remembers the row, and sends nothing.</summary>
    public TResult? CheckConflict(TOrder order)
    {
        var first = _recent.FindOrRemember(new BulkRow<TOrder, TResult>(order, _added, _options.Clock.GetTimestamp()));
        return first is null ? null : _operation.ConflictOf(first.Order, order);
    }

    /// <summary>Adds a row to be sent. A duplicate is not sent, and shares the result.</summary>
    public void Add(TOrder order)
    {
        var row = new BulkRow<TOrder, TResult>(order, _added++, _options.Clock.GetTimestamp());
        _rows.Enqueue(row);
        lock (_lock)
        {
            var first = _recent.FindOrRemember(row);
            if (first is not null && _operation.ConflictOf(first.Order, order) is { } conflict)
            {
                row.Complete(conflict);
            }
            else if (first is { IsDone: true })
            {
                first.CopyTo(row, _operation.ForDuplicate);
            }
            else if (_endedBy is { } reason)
            {
                row.Complete(_operation.NotSent(order, reason));
            }
            else if (first is not null)
            {
                (first.Duplicates ??= []).Add(row);
            }
            else if (_schedule.Add(row) || !_isLingerArmed)
            {
                StartRequests();
            }
        }
    }

    /// <summary>Adds the result of a row that is not sent, so that it comes out in its place.</summary>
    public void Add(TResult result)
    {
        var row = new BulkRow<TOrder, TResult>(order: default!, _added++, cameAt: 0);
        row.Complete(result);
        _rows.Enqueue(row);
    }

    /// <summary>Takes the next result, in the order of the rows; null where it is not there yet.</summary>
    public TResult? Take()
    {
        while (_rows.TryPeek(out var head) && head.IsDone)
        {
            if (_takenOfHead < head.Count)
            {
                return head[_takenOfHead++];
            }

            _rows.Dequeue();
            _takenOfHead = 0;
        }

        return null;
    }

    /// <summary>Sends no more: rows that are in no request get no result. Requests in flight go on.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (var row in _schedule.Clear())
            {
                Complete(row);
            }
        }
    }

    /// <summary>Waits until the next result can be taken, or until the time is over. Lingering rows are sent at once.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken stop)
    {
        Task done;
        lock (_lock)
        {
            ThrowIfBroken();
            if (!_rows.TryPeek(out var head) || head.IsDone)
            {
                return;
            }

            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            done = _waiter.Task;
            StartRequests();
        }

        try
        {
            await done.WaitAsync(limit, _options.Clock, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
        finally
        {
            lock (_lock)
            {
                _waiter = null;
                ThrowIfBroken();
            }
        }
    }

    /// <summary>Requests in flight end by the token that the run was started with.</summary>
    public void Dispose()
    {
        _linger.Dispose();
        _gate.Dispose();
    }

    private void OnLingered()
    {
        lock (_lock)
        {
            _isLingerArmed = false;
            StartRequests();
        }
    }

    private BulkRow<TOrder, TResult>[]? NextBatch(out CustomerQueue<TOrder, TResult>? customer)
    {
        customer = null;
        Func<int, int>? pick = _gate.HasFailed ? _gate.Backoff.Pick : null;
        return _stop.IsCancellationRequested || _isClosed ? null : _schedule.Next(_gate.ConcurrencyLimit, impatient: _waiter is not null, pick, out customer);
    }

    /// <summary>Starts all requests that may start, never on the caller's thread. Under the lock.</summary>
    private void StartRequests()
    {
        while (NextBatch(out var customer) is { } batch)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static work => _ = work.Run.SendAsync(work.Customer, work.Batch),
                (Run: this, Customer: customer!, Batch: batch),
                preferLocal: false);
        }

        if (!_isLingerArmed && _schedule.UntilNext(_gate.ConcurrencyLimit) is { } wait)
        {
            _isLingerArmed = true;
            _linger.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sends a batch, and then those that may be sent next: a change of threads would cost time.</summary>
    private async Task SendAsync(CustomerQueue<TOrder, TResult> customer, BulkRow<TOrder, TResult>[]? batch)
    {
        try
        {
            CultureInfo.CurrentUICulture = _language;
            while (batch is not null)
            {
                using var lane = _gate.Open(OnAside);
                await _operation.SendAsync(batch, lane, _stop).ConfigureAwait(false);
                (customer, batch) = Finish(customer, batch, lane.IsAside);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Nobody waits for these rows any more.
        }
        catch (Exception bug)
        {
            // The caller throws it; it would wait for ever otherwise.
            lock (_lock)
            {
                _bug ??= bug;
                _waiter?.TrySetResult();
            }
        }
    }

    /// <summary>A batch in trouble waits aside: another one takes its place.</summary>
    private void OnAside()
    {
        lock (_lock)
        {
            _schedule.StepAside();
            StartRequests();
        }
    }

    /// <summary>Ends a request, and gives the batch to send next.</summary>
    private (CustomerQueue<TOrder, TResult>, BulkRow<TOrder, TResult>[]?) Finish(CustomerQueue<TOrder, TResult> customer, BulkRow<TOrder, TResult>[] batch, bool wasAside)
    {
        lock (_lock)
        {
            Array.ForEach(batch, Complete);
            _schedule.Finish(customer, wasAside);
            if (_endedBy is { } reason)
            {
                foreach (var row in _schedule.Clear())
                {
                    row.Add(_operation.NotSent(row.Order, reason));
                    Complete(row);
                }
            }

            // Before the next batch is chosen: a caller that is woken is about to add rows.
            if (_waiter is not null && _rows.TryPeek(out var head) && head.IsDone)
            {
                _waiter.TrySetResult();
                _waiter = null;
            }

            var next = NextBatch(out var nextCustomer);
            StartRequests();
            return (nextCustomer!, next);
        }
    }

    /// <summary>Completes a row and its duplicates. Under the lock.</summary>
    private void Complete(BulkRow<TOrder, TResult> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            // Of an unknown outcome the inner exception says why nothing could prove it.
            var error = row[i].Error is OutcomeUnknownException { InnerException: ParkUpException cause } ? cause : row[i].Error;
            _endedBy ??= error is { StopsRun: true } ? error : null;
        }

        row.Complete();
        for (var i = 0; i < row.Duplicates?.Count; i++)
        {
            row.CopyTo(row.Duplicates[i], _operation.ForDuplicate);
        }
    }

    private void ThrowIfBroken()
    {
        if (_bug is { } bug)
        {
            throw new InvalidOperationException(Texts.RunBroken, bug);
        }
    }
}
