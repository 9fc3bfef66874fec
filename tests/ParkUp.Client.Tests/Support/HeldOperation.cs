namespace ParkUp.Client.Tests.Support;

/// <summary>A row of an operation that is made up.</summary>
/// <param name="Customer">Whose it is; null where that does not matter.</param>
/// <param name="Number">Its number: its result is this, too.</param>
/// <param name="Kind">Rows of two kinds do not share a request.</param>
/// <param name="Results">How often it has its result.</param>
internal sealed record HeldRow(string? Customer, int Number, string Kind = "", int Results = 1);

/// <summary>The result of a made-up row: its number.</summary>
internal sealed record HeldResult(int Number, ParkUpException? Error = null) : IRowResult
{
    public Outcome Outcome => Error is null ? Outcome.Added : Outcome.Failed;

    public string? RefId => null;
}

/// <summary>
/// An operation that sends nothing: each request is held until the test lets it go, so that order, pace and room are
/// seen without a clock. Watches that the run keeps to its limits.
/// </summary>
internal sealed class HeldOperation() : BulkOperation<HeldRow, HeldResult>(Make.Connection(new Uri("https://parkup.example/")))
{
    /// <summary>The result of a row that was not sent.</summary>
    public const int UnsentResult = -1;

    // So that a run that hangs fails its test, rather than all tests.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<HeldRequest> _started = [];
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly List<(Predicate<HeldRequest> Wanted, TaskCompletionSource<HeldRequest> Source)> _awaited = [];
    private Task _open = new TaskCompletionSource().Task;
    private int _inFlight;

    /// <summary>The requests that have started, in that order.</summary>
    public IReadOnlyList<HeldRequest> Started
    {
        get
        {
            lock (_lock)
            {
                return [.. _started];
            }
        }
    }

    /// <summary>Whether requests stay in flight although they are stopped.</summary>
    public bool IgnoresStop { get; set; }

    /// <summary>How many requests were in flight at once, at most.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Whether two requests of one customer were ever in flight at once.</summary>
    public bool HasSeenTwoOfOneCustomer { get; private set; }

    /// <summary>Lets every request go at once from now on, those in flight too.</summary>
    public void LetGo()
    {
        lock (_lock)
        {
            _open = Task.CompletedTask;
            _started.ForEach(static request => request.Finish());
        }
    }

    /// <summary>Holds requests again.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            _open = new TaskCompletionSource().Task;
        }
    }

    /// <summary>The request that is the first, second or so to start, once it has. Those handed over at once start in any order.</summary>
    public Task<HeldRequest> StartedAsync(int number) => FirstAsync(request => request.Place == number);

    /// <summary>The request that sends the row with this number, once it has started.</summary>
    public Task<HeldRequest> SendingAsync(int row) => FirstAsync(request => request.Numbers.Contains(row));

    public override string? CustomerOf(HeldRow order) => order.Customer;

    /// <summary>By name.</summary>
    public override bool IsLast(HeldRow order) => order.Customer?.StartsWith("last", StringComparison.Ordinal) == true;

    public override bool CanShareRequest(HeldRow first, HeldRow other) => string.Equals(first.Kind, other.Kind, StringComparison.Ordinal);

    public override HeldResult NotSent(HeldRow order, ParkUpException reason) => new(UnsentResult, reason);

    public override async Task SendAsync(BulkRow<HeldRow, HeldResult>[] batch, RequestLane lane, CancellationToken stop)
    {
        var request = Enter(batch, stop);
        try
        {
            await request.HeldAsync(_open, IgnoresStop ? CancellationToken.None : stop);
            foreach (var row in batch)
            {
                for (var i = 0; i < row.Order.Results; i++)
                {
                    row.Add(new HeldResult(row.Order.Number, request.Error));
                }
            }
        }
        finally
        {
            Leave(request.Customer);
        }
    }

    private Task<HeldRequest> FirstAsync(Predicate<HeldRequest> wanted)
    {
        lock (_lock)
        {
            if (_started.Find(wanted) is { } request)
            {
                return Task.FromResult(request);
            }

            var source = new TaskCompletionSource<HeldRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((wanted, source));
            return source.Task.WaitAsync(Guard, TestContext.Current.CancellationToken);
        }
    }

    private HeldRequest Enter(BulkRow<HeldRow, HeldResult>[] batch, CancellationToken stop)
    {
        lock (_lock)
        {
            var request = new HeldRequest(_started.Count + 1, [.. batch.Select(static row => row.Order)], stop);
            _started.Add(request);
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
            HasSeenTwoOfOneCustomer |= request.Customer is { } customer && !_busy.Add(customer);
            _awaited.RemoveAll(awaited => awaited.Wanted(request) && awaited.Source.TrySetResult(request));
            return request;
        }
    }

    private void Leave(string? customer)
    {
        lock (_lock)
        {
            _inFlight--;
            if (customer is not null)
            {
                _busy.Remove(customer);
            }
        }
    }
}

/// <summary>A request in flight.</summary>
internal sealed class HeldRequest(int place, HeldRow[] rows, CancellationToken stop)
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Which one it is, of those that have started, from 1.</summary>
    public int Place => place;

    public string? Customer => rows[0].Customer;

    /// <summary>The numbers of its rows.</summary>
    public IReadOnlyList<int> Numbers { get; } = [.. rows.Select(static row => row.Number)];

    /// <summary>The stop that it was given.</summary>
    public CancellationToken Stop => stop;

    /// <summary>What its rows report beside their numbers.</summary>
    public ParkUpException? Error { get; private set; }

    /// <summary>Lets it end, well or with an error for each of its rows.</summary>
    public void Finish(ParkUpException? error = null)
    {
        Error ??= error;
        _released.TrySetResult();
    }

    /// <summary>Lets it throw.</summary>
    public void Throw(Exception fault) => _released.TrySetException(fault);

    /// <summary>Waits until it may end, or is stopped.</summary>
    public async Task HeldAsync(Task open, CancellationToken until) => await await Task.WhenAny(_released.Task, open).WaitAsync(until);
}
