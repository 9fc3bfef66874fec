using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>
/// Which rows go next: a customer's batch leaves when it is full, when its rows have waited long enough, or when
/// nothing more can come meanwhile; never two for one customer at once. Touched under the run's lock only.
/// </summary>
internal sealed class BulkSchedule<TOrder, TResult>(BulkOperation<TOrder, TResult> operation, BulkOptions options)
{
    private readonly Dictionary<string, CustomerQueue<TOrder, TResult>> _customers = new(StringComparer.Ordinal);

    // Those that may go at once, by the age of their oldest row: full, or with rows that have waited through a request
    // of their own customer.
    private readonly PriorityQueue<CustomerQueue<TOrder, TResult>, long> _ready = new();

    // Those whose rows wait for more of theirs, the oldest first. One that has gone meanwhile is passed over.
    private readonly Queue<CustomerQueue<TOrder, TResult>> _lingering = new();

    private int _inFlight;

    /// <summary>Puts a row into its customer's queue.</summary>
    /// <returns>Whether that made up a request that may go at once.</returns>
    public bool Add(BulkRow<TOrder, TResult> row)
    {
        var customer = CustomerOf(row.Order);
        customer.Waiting.Enqueue(row);
        if (customer.IsBusy || customer.IsReady)
        {
            return false;
        }

        if (customer.Waiting.Count >= options.BatchSize)
        {
            MakeReady(customer);
            return true;
        }

        if (customer.Waiting.Count == 1)
        {
            _lingering.Enqueue(customer);
        }

        return false;
    }

    /// <summary>The next batch to send, where there is room for a request and a customer whose rows may go.</summary>
    /// <param name="impatient">Whether those that linger may go as well, since no row can come before one is done.</param>
    /// <param name="customer">Whose rows they are.</param>
    public IReadOnlyList<BulkRow<TOrder, TResult>>? Next(bool impatient, out CustomerQueue<TOrder, TResult>? customer)
    {
        customer = _inFlight < options.ThrottleLimit ? NextCustomer(impatient) : null;
        if (customer is null)
        {
            return null;
        }

        _inFlight++;
        customer.IsBusy = true;
        customer.IsReady = false;
        return TakeBatch(customer.Waiting);
    }

    /// <summary>A request has ended: its customer's next rows may go.</summary>
    public void Finish(CustomerQueue<TOrder, TResult> customer)
    {
        _inFlight--;
        customer.IsBusy = false;
        if (customer.Waiting.Count > 0)
        {
            MakeReady(customer);
        }
        else if (customer.Key is { } key)
        {
            _customers.Remove(key);
        }
    }

    /// <summary>How long until rows that linger may go; null where none do, or there is no room for them.</summary>
    public TimeSpan? UntilNext()
    {
        if (_inFlight >= options.ThrottleLimit || !TryPeekLingering(out var oldest))
        {
            return null;
        }

        // A timer counts whole milliseconds, and must not ring too early.
        var left = (options.Linger - options.Clock.GetElapsedTime(oldest.Oldest.CameAt)).TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(left)));
    }

    /// <summary>Takes out every row that no request has taken: they are not to be sent any more.</summary>
    public IReadOnlyList<BulkRow<TOrder, TResult>> Clear()
    {
        List<BulkRow<TOrder, TResult>> rows = [];
        foreach (var customer in _ready.UnorderedItems.Select(static item => item.Element).Concat(_lingering).Concat(_customers.Values).Distinct())
        {
            rows.AddRange(customer.Waiting);
            customer.Waiting.Clear();
        }

        _ready.Clear();
        _lingering.Clear();
        return rows;
    }

    private CustomerQueue<TOrder, TResult> CustomerOf(TOrder order)
    {
        if (operation.CustomerOf(order) is not { } key)
        {
            return new CustomerQueue<TOrder, TResult>(key: null);
        }

        if (!_customers.TryGetValue(key, out var customer))
        {
            _customers[key] = customer = new CustomerQueue<TOrder, TResult>(key);
        }

        return customer;
    }

    private void MakeReady(CustomerQueue<TOrder, TResult> customer)
    {
        customer.IsReady = true;
        _ready.Enqueue(customer, customer.Oldest.Place);
    }

    /// <summary>
    /// The oldest of those that may go: results come out in the rows' order, and the oldest hold up all that is done
    /// behind them. Who has not waited long enough goes last, and only where nobody is patient.
    /// </summary>
    private CustomerQueue<TOrder, TResult>? NextCustomer(bool impatient)
    {
        var lingers = TryPeekLingering(out var oldest);
        var hasLingered = lingers && options.Clock.GetElapsedTime(oldest!.Oldest.CameAt) >= options.Linger;
        if (_ready.TryPeek(out _, out var place) && !(hasLingered && oldest!.Oldest.Place < place))
        {
            return _ready.Dequeue();
        }

        return hasLingered || (lingers && impatient) ? _lingering.Dequeue() : null;
    }

    /// <summary>The one that lingers longest; those that have gone, or become ready, since they began to are dropped.</summary>
    private bool TryPeekLingering([NotNullWhen(true)] out CustomerQueue<TOrder, TResult>? oldest)
    {
        while (_lingering.TryPeek(out oldest))
        {
            if (!oldest.IsBusy && !oldest.IsReady && oldest.Waiting.Count > 0)
            {
                return true;
            }

            _lingering.Dequeue();
        }

        return false;
    }

    private BulkRow<TOrder, TResult>[] TakeBatch(Queue<BulkRow<TOrder, TResult>> waiting)
    {
        var first = waiting.Peek();
        var size = 0;
        foreach (var row in waiting)
        {
            if (size == options.BatchSize || (size > 0 && !operation.MayShareRequest(first.Order, row.Order)))
            {
                break;
            }

            size++;
        }

        var batch = new BulkRow<TOrder, TResult>[size];
        for (var i = 0; i < size; i++)
        {
            batch[i] = waiting.Dequeue();
        }

        return batch;
    }
}
