using System.Diagnostics.CodeAnalysis;

namespace ParkUp.Client;

/// <summary>
/// Decides which rows are sent next: a customer's batch leaves when it is full, when its rows have waited long enough, or
/// when no more rows can come. A customer never has two requests at once. Used under the run's lock only.
/// </summary>
internal sealed class BulkSchedule<TOrder, TResult>(BulkOperation<TOrder, TResult> operation, BulkOptions options)
    where TResult : class, IRowResult
{
    private readonly Dictionary<string, CustomerQueue<TOrder, TResult>> _customers = new(StringComparer.Ordinal);

    // Ready to be sent, by the age of their oldest row: full, or with rows that waited for a request of their customer.
    private readonly PriorityQueue<CustomerQueue<TOrder, TResult>, long> _ready = new();

    // Waiting for more rows, the oldest first. A queue that was sent meanwhile is skipped.
    private readonly Queue<CustomerQueue<TOrder, TResult>> _lingering = new();

    // Those that wait until no other is left.
    private readonly Queue<CustomerQueue<TOrder, TResult>> _last = new();

    private int _inFlight;

    // Those in work that are not last, aside or not.
    private int _first;

    /// <summary>Puts a row into its customer's queue.</summary>
    /// <returns>Whether its customer's batch is full now.</returns>
    public bool Add(BulkRow<TOrder, TResult> row)
    {
        var customer = CustomerOf(row.Order);
        customer.Waiting.Enqueue(row);
        if (customer.IsBusy || customer.IsReady)
        {
            return false;
        }

        if (!options.LeavesTogether && !customer.IsLast && customer.Waiting.Count >= options.BatchSize)
        {
            MakeReady(customer);
            return true;
        }

        if (customer.Waiting.Count == 1)
        {
            Linger(customer);
        }

        return false;
    }

    /// <summary>The next batch to send; null where no request may start.</summary>
    /// <param name="concurrencyLimit">The most batches in work.</param>
    /// <param name="impatient">Whether lingering rows are sent as well, because no row can come before one is done.</param>
    /// <param name="pick">Where requests fail: picks any of so many, since customers that fail may stand together. Null for the oldest.</param>
    /// <param name="customer">The customer of the batch.</param>
    public BulkRow<TOrder, TResult>[]? Next(int concurrencyLimit, bool impatient, Func<int, int>? pick, out CustomerQueue<TOrder, TResult>? customer)
    {
        customer = _inFlight < concurrencyLimit ? (pick is null ? null : AnyCustomer(impatient, pick)) ?? NextCustomer(impatient) : null;
        if (customer is null)
        {
            return null;
        }

        _inFlight++;
        _first += customer.IsLast ? 0 : 1;
        customer.IsBusy = true;
        customer.IsReady = false;
        return TakeBatch(customer.Waiting);
    }

    /// <summary>A batch waits aside: it no longer counts among those in work.</summary>
    public void StepAside() => _inFlight--;

    /// <summary>A batch has ended: its customer's next rows may go.</summary>
    /// <param name="wasAside">Whether it waited aside.</param>
    public void Finish(CustomerQueue<TOrder, TResult> customer, bool wasAside)
    {
        _inFlight -= wasAside ? 0 : 1;
        _first -= customer.IsLast ? 0 : 1;
        customer.IsBusy = false;
        if (customer.Waiting.Count > 0 && (options.LeavesTogether || customer.IsLast))
        {
            Linger(customer);
        }
        else if (customer.Waiting.Count > 0)
        {
            MakeReady(customer);
        }
        else if (customer.Key is { } key)
        {
            _customers.Remove(key);
        }
    }

    /// <summary>How long until lingering rows are sent; null where there are none, or no request may start.</summary>
    public TimeSpan? UntilNext(int concurrencyLimit)
    {
        if (options.LeavesTogether || _inFlight >= concurrencyLimit || !TryPeekLingering(out var oldest))
        {
            return null;
        }

        // A timer counts whole milliseconds, and must not ring too early.
        var left = (options.Linger - options.Clock.GetElapsedTime(oldest.Oldest.CameAt)).TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(left)));
    }

    /// <summary>Removes every row that is in no request: they will not be sent.</summary>
    public IReadOnlyList<BulkRow<TOrder, TResult>> Clear()
    {
        List<BulkRow<TOrder, TResult>> rows = [];
        foreach (var customer in _ready.UnorderedItems.Select(static item => item.Element).Concat(_lingering).Concat(_last).Concat(_customers.Values).Distinct())
        {
            rows.AddRange(customer.Waiting);
            customer.Waiting.Clear();
        }

        _ready.Clear();
        _lingering.Clear();
        _last.Clear();
        return rows;
    }

    private CustomerQueue<TOrder, TResult> CustomerOf(TOrder order)
    {
        if (operation.CustomerOf(order) is not { } key)
        {
            return new CustomerQueue<TOrder, TResult>(key: null) { IsLast = operation.IsLast(order) };
        }

        if (!_customers.TryGetValue(key, out var customer))
        {
            _customers[key] = customer = new CustomerQueue<TOrder, TResult>(key) { IsLast = operation.IsLast(order) };
        }

        return customer;
    }

    private void Linger(CustomerQueue<TOrder, TResult> customer) => (customer.IsLast ? _last : _lingering).Enqueue(customer);

    private void MakeReady(CustomerQueue<TOrder, TResult> customer)
    {
        customer.IsReady = true;
        _ready.Enqueue(customer, customer.Oldest.Place);
    }

    /// <summary>
    /// The customer with the oldest row that may be sent, since results come out in the rows' order. One that still
    /// lingers comes after those, and one that is to be last after all others; both only where no more rows can come.
    /// </summary>
    private CustomerQueue<TOrder, TResult>? NextCustomer(bool impatient)
    {
        var lingers = TryPeekLingering(out var oldest);
        var hasLingered = lingers && HasLingered(oldest!);
        while (_ready.TryPeek(out var sent, out _) && !sent.IsReady)
        {
            _ready.Dequeue();
        }

        if (_ready.TryPeek(out _, out var place) && !(hasLingered && oldest!.Oldest.Place < place))
        {
            return _ready.Dequeue();
        }

        return hasLingered || (lingers && impatient) ? _lingering.Dequeue()
            : impatient && !lingers && _first == 0 && _last.Count > 0 ? _last.Dequeue()
            : null;
    }

    /// <summary>Any customer that may be sent; null where the pick falls on one that may not. It stays in its queue, which skips it later.</summary>
    private CustomerQueue<TOrder, TResult>? AnyCustomer(bool impatient, Func<int, int> pick)
    {
        var count = _ready.Count + _lingering.Count;
        if (count == 0)
        {
            return null;
        }

        var any = _ready.UnorderedItems.Select(static item => item.Element).Concat(_lingering).ElementAt(pick(count));
        return any.IsReady || (IsLingering(any) && (impatient || HasLingered(any))) ? any : null;
    }

    private bool HasLingered(CustomerQueue<TOrder, TResult> customer) => !options.LeavesTogether && options.Clock.GetElapsedTime(customer.Oldest.CameAt) >= options.Linger;

    private static bool IsLingering(CustomerQueue<TOrder, TResult> customer) => !customer.IsBusy && !customer.IsReady && customer.Waiting.Count > 0;

    /// <summary>The one that lingers longest; those that were sent or became ready meanwhile are dropped.</summary>
    private bool TryPeekLingering([NotNullWhen(true)] out CustomerQueue<TOrder, TResult>? oldest)
    {
        while (_lingering.TryPeek(out oldest))
        {
            if (IsLingering(oldest))
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
            if ((size == options.BatchSize && !options.LeavesTogether) || (size > 0 && !operation.CanShareRequest(first.Order, row.Order)))
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

/// <summary>The rows of one customer that wait to be sent, in their order. Used under the run's lock only.</summary>
/// <param name="key">The customer; null for a single row that needs no order.</param>
internal sealed class CustomerQueue<TOrder, TResult>(string? key)
    where TResult : class, IRowResult
{
    public string? Key { get; } = key;

    public Queue<BulkRow<TOrder, TResult>> Waiting { get; } = new(capacity: 1);

    /// <summary>Whether it is sent after all that are not.</summary>
    public bool IsLast { get; init; }

    /// <summary>Whether a request is in flight.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether the schedule has it among those ready to be sent.</summary>
    public bool IsReady { get; set; }

    public BulkRow<TOrder, TResult> Oldest => Waiting.Peek();
}
