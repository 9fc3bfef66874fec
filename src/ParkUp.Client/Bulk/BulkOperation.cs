namespace ParkUp.Client;

/// <summary>
/// What is done with the rows of a run. The run knows of order, windows and pace; the operation knows of the service.
/// </summary>
/// <typeparam name="TOrder">What is asked for.</typeparam>
/// <typeparam name="TResult">What a result looks like.</typeparam>
public abstract class BulkOperation<TOrder, TResult>
{
    private readonly ParkUpConnection? _connection;

    /// <param name="connection">What it sends over; null for an operation that sends nothing.</param>
    private protected BulkOperation(ParkUpConnection? connection) => _connection = connection;

    /// <summary>Begins a run: rows go in one by one, results come out in their order.</summary>
    /// <param name="options">How the run is paced.</param>
    /// <param name="stop">Ends all that is in flight; what was sent by then may have been applied.</param>
    public BulkRun<TOrder, TResult> Start(BulkOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        var pace = new RunPace(options, _connection?.Pauses ?? new Pauses(options.Clock, Random.Shared.NextDouble), _connection?.MaximumRetryCount ?? 0);
        return new BulkRun<TOrder, TResult>(this, options, pace, stop);
    }

    /// <summary>
    /// Whose row it is: rows of one customer are sent in their order, one request at a time. Null where that does not
    /// matter, as for lists.
    /// </summary>
    internal virtual string? CustomerOf(TOrder order) => null;

    /// <summary>What the row is about: two rows about the same are twins, or clash. Null: neither.</summary>
    internal virtual RowSubject? SubjectOf(TOrder order) => null;

    /// <summary>Whether two rows of one customer may go into the same request.</summary>
    internal virtual bool MayShareRequest(TOrder first, TOrder other) => false;

    /// <summary>The refusal of a row that is about the same as one before it, and asks for something else; null where it asks for the same.</summary>
    internal virtual Reported<TResult>? Clash(TOrder first, TOrder other) => null;

    /// <summary>Whether a result also holds for a row that asks for the same later on; otherwise that one is sent.</summary>
    internal virtual bool Stands(Reported<TResult> report) => true;

    /// <summary>The result of a row whose twin was sent for it.</summary>
    internal virtual Reported<TResult> ForTwin(TOrder order, Reported<TResult> report) => report;

    /// <summary>The result of a row that is not sent, since an error before it stopped the run.</summary>
    internal abstract Reported<TResult> Unsent(TOrder order, ParkUpException reason);

    /// <summary>Sends rows of one customer that may share a request, and reports on each. Throws nothing but a stop.</summary>
    internal abstract Task SendAsync(IReadOnlyList<BulkRow<TOrder, TResult>> batch, RunPace pace, CancellationToken stop);
}
