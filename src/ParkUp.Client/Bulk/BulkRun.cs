namespace ParkUp.Client;

/// <summary>
/// Sends many rows: grouped by customer into requests, several in flight, results in the order of the rows, within a
/// window that bounds the memory. One thread adds and takes (a pipeline's); the sending is done on others.
/// </summary>
/// <typeparam name="TOrder">What is asked for.</typeparam>
/// <typeparam name="TResult">What a result looks like.</typeparam>
public sealed class BulkRun<TOrder, TResult> : IDisposable
{
    private readonly object _lock = new();
    private readonly BulkOperation<TOrder, TResult> _operation;
    private readonly BulkOptions _options;
    private readonly RunPace _pace;
    private readonly CancellationToken _stop;
    private readonly SpokenLanguage _language = new();
    private readonly ITimer _linger;

    // Touched only by the thread that adds and takes; while that one waits, by whoever may wake it.
    private readonly Queue<BulkRow<TOrder, TResult>> _rows = new();
    private readonly RecentRows<TOrder, TResult> _recent;
    private int _takenOfHead;
    private long _added;

    // Touched under the lock only.
    private readonly BulkSchedule<TOrder, TResult> _schedule;
    private TaskCompletionSource? _waiter;
    private bool _isLingerArmed;
    private Exception? _broken;

    private volatile ParkUpException? _ended;

    internal BulkRun(BulkOperation<TOrder, TResult> operation, BulkOptions options, RunPace pace, CancellationToken stop)
    {
        _operation = operation;
        _options = options;
        _pace = pace;
        _stop = stop;
        _recent = new RecentRows<TOrder, TResult>(operation, options);
        _schedule = new BulkSchedule<TOrder, TResult>(operation, options);
        _linger = options.Clock.CreateTimer(
            static run => ((BulkRun<TOrder, TResult>)run!).OnLingered(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether results must be taken before another row is added.</summary>
    public bool IsFull => _rows.Count >= _options.Window;

    /// <summary>Whether every row that was added has been taken.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>
    /// The error that ended the run before its rows did (<see cref="ParkUpException.StopsRun"/>): what is added now
    /// has failed already. Null while all is well.
    /// </summary>
    public ParkUpException? EndedBy => _ended;

    /// <summary>The last failure of a service that seems out of order, so that one request at a time tries it; null while all is well.</summary>
    public ParkUpException? Outage => _pace.Outage;

    /// <summary>
    /// The refusal that a row would meet because of one before it; nothing is sent. For runs that send nothing at all:
    /// a row that was foreseen is remembered as if it had been added.
    /// </summary>
    /// <param name="order">The row, checked.</param>
    public Reported<TResult>? Foresee(TOrder order)
    {
        var row = new BulkRow<TOrder, TResult>(order, _added, _options.Clock.GetTimestamp());
        var first = _recent.FindOrRemember(row);
        return first is null ? null : _operation.Clash(first.Order, order);
    }

    /// <summary>Adds a row to be sent; one that repeats another is not sent, and shares its result.</summary>
    /// <param name="order">The row, checked.</param>
    public void Add(TOrder order)
    {
        var row = new BulkRow<TOrder, TResult>(order, _added++, _options.Clock.GetTimestamp());
        _rows.Enqueue(row);
        var first = _recent.FindOrRemember(row);
        if (first is not null && _operation.Clash(first.Order, order) is { } refusal)
        {
            row.Report(refusal);
            row.Complete();
            return;
        }

        lock (_lock)
        {
            if (first is { IsDone: true })
            {
                row.Echo(first, _operation);
            }
            else if (_ended is { } reason)
            {
                row.Report(_operation.Unsent(order, reason));
                row.Complete();
            }
            else if (first is null)
            {
                // Each row passes here: only one that changes what may go has more done about it.
                if (_schedule.Add(row) || !_isLingerArmed)
                {
                    Pump();
                }
            }
            else
            {
                (first.Twins ??= []).Add(row);
            }
        }
    }

    /// <summary>The result of a row that is refused before it is sent.</summary>
    /// <param name="order">The row, checked.</param>
    /// <param name="reason">Why.</param>
    public Reported<TResult> Refusal(TOrder order, InvalidInputException reason) => _operation.Unsent(order, reason);

    /// <summary>Adds a row that has its result already, so that it comes out in its place.</summary>
    /// <param name="report">The result, and its error where it has one.</param>
    public void AddDone(Reported<TResult> report)
    {
        var row = new BulkRow<TOrder, TResult>(order: default!, _added++, cameAt: 0);
        row.Report(report);
        row.Complete();
        _rows.Enqueue(row);
    }

    /// <summary>Takes the next result, where the row whose turn it is has one.</summary>
    /// <param name="report">The result, and its error where it has one.</param>
    public bool TryTake(out Reported<TResult> report)
    {
        while (_rows.TryPeek(out var head) && head.IsDone)
        {
            if (_takenOfHead < head.Count)
            {
                report = head[_takenOfHead++];
                return true;
            }

            _rows.Dequeue();
            _takenOfHead = 0;
        }

        report = default;
        return false;
    }

    /// <summary>
    /// Waits until the row whose turn it is has its results, or until the limit is over. As nobody adds rows
    /// meanwhile, none lingers for more.
    /// </summary>
    /// <param name="limit">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <param name="stop">Ends the waiting.</param>
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
            Pump();
        }

        try
        {
            await done.WaitAsync(limit, _options.Clock, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The row has no result yet. Whoever waits goes on.
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

    /// <summary>Gives the timers back. Requests in flight end by the stop that the run was started with.</summary>
    public void Dispose()
    {
        _linger.Dispose();
        _pace.Dispose();
    }

    private void OnLingered()
    {
        lock (_lock)
        {
            _isLingerArmed = false;
            Pump();
        }
    }

    /// <summary>Starts what may start. Under the lock.</summary>
    private void Pump()
    {
        while (!_stop.IsCancellationRequested && _schedule.Next(impatient: _waiter is not null, out var customer) is { } batch)
        {
            // Never on the pipeline's own thread: it has rows to bring.
            ThreadPool.UnsafeQueueUserWorkItem(
                static sending => _ = sending.Run.SendAsync(sending.Customer, sending.Batch),
                (Run: this, Customer: customer!, Batch: batch),
                preferLocal: false);
        }

        if (!_isLingerArmed && _schedule.UntilNext() is { } wait)
        {
            _isLingerArmed = true;
            _linger.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Sends a batch, and whatever may go once it is done: to hand that to another thread would only cost time.</summary>
    private async Task SendAsync(CustomerQueue<TOrder, TResult> customer, IReadOnlyList<BulkRow<TOrder, TResult>> batch)
    {
        try
        {
            _language.Speak();
            (CustomerQueue<TOrder, TResult>? Customer, IReadOnlyList<BulkRow<TOrder, TResult>>? Batch) next = (customer, batch);
            while (next is { Customer: { } whose, Batch: { } sending })
            {
                await _operation.SendAsync(sending, _pace, _stop).ConfigureAwait(false);
                next = Finish(whose, sending);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped: nobody waits for these rows any more.
        }
        catch (Exception fault)
        {
            // A fault of this module's own. Whoever waits is told, rather than left waiting for ever.
            lock (_lock)
            {
                _broken ??= fault;
                _waiter?.TrySetResult();
            }
        }
    }

    /// <summary>Ends a request.</summary>
    /// <returns>The batch that whoever sent it is to send next; none where nothing may go.</returns>
    private (CustomerQueue<TOrder, TResult>? Customer, IReadOnlyList<BulkRow<TOrder, TResult>>? Batch) Finish(
        CustomerQueue<TOrder, TResult> customer, IReadOnlyList<BulkRow<TOrder, TResult>> batch)
    {
        lock (_lock)
        {
            foreach (var row in batch)
            {
                Complete(row);
            }

            _schedule.Finish(customer);
            if (_ended is { } reason)
            {
                foreach (var row in _schedule.Clear())
                {
                    row.Report(_operation.Unsent(row.Order, reason));
                    Complete(row);
                }
            }

            // First the signal: whoever is about to bring rows must not be taken for waiting still.
            if (_waiter is not null && _rows.TryPeek(out var head) && head.IsDone)
            {
                _waiter.TrySetResult();
                _waiter = null;
            }

            var next = _stop.IsCancellationRequested ? null : _schedule.Next(impatient: _waiter is not null, out customer!);
            Pump();
            return (customer, next);
        }
    }

    /// <summary>Lets a row's results be taken, and those of its twins. Under the lock.</summary>
    private void Complete(BulkRow<TOrder, TResult> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            // Of a row whose outcome is unknown the error within tells why nothing could prove it.
            if ((row[i].Error is OutcomeUnknownException { InnerException: ParkUpException cause } ? cause : row[i].Error) is { StopsRun: true } fatal)
            {
                _ended ??= fatal;
            }
        }

        row.Complete();
        foreach (var twin in row.Twins ?? [])
        {
            twin.Echo(row, _operation);
        }
    }

    private void ThrowIfBroken()
    {
        if (_broken is { } fault)
        {
            throw new InvalidOperationException(Messages.RunBroken, fault);
        }
    }
}
