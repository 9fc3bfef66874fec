namespace ParkUp.Client;

/// <summary>
/// What a run does with its rows. The run knows order, window and concurrency; the operation knows the service.
/// </summary>
internal abstract class BulkOperation<TOrder, TResult>(ParkUpConnection connection)
    where TResult : class, IRowResult
{
    protected ParkUpConnection Connection { get; } = connection;

    /// <summary>Whether the service is the sandbox.</summary>
    public bool IsSandbox => Connection.IsSandbox;

    /// <summary>Begins a run: rows go in one by one, results come out in their order.</summary>
    /// <param name="options">How the rows are sent.</param>
    /// <param name="stop">Cancels the requests in flight; they may have been applied.</param>
    public BulkRun<TOrder, TResult> Start(BulkOptions options, CancellationToken stop) =>
        new(this, options, new RequestGate(options.BatchSize, options.ThrottleLimit, Connection.Backoff, Connection.MaximumRetryCount, Connection.Longest), stop);

    /// <summary>The customer whose rows are sent in order, one request at a time; null where order does not matter.</summary>
    public virtual string? CustomerOf(TOrder order) => null;

    /// <summary>Whether the row waits until no other customer waits or is in work. The same for all rows of a customer.</summary>
    public virtual bool IsLast(TOrder order) => false;

    /// <summary>The key of a row among the others; null where rows are never duplicates.</summary>
    public virtual RowKey? KeyOf(TOrder order) => null;

    /// <summary>Whether two rows of one customer may go into the same request.</summary>
    public virtual bool CanShareRequest(TOrder first, TOrder other) => false;

    /// <summary>The result of a row that contradicts an earlier one with the same key; null where it asks for the same.</summary>
    public virtual TResult? ConflictOf(TOrder first, TOrder other) => null;

    /// <summary>Whether a result also holds for a later duplicate; if not, that one is sent.</summary>
    public virtual bool IsReusable(TResult result) => true;

    /// <summary>The result of a duplicate, made of the result of the row that was sent.</summary>
    public virtual TResult ForDuplicate(TOrder order, TResult result) => result;

    /// <summary>The result of a row that is not sent.</summary>
    public abstract TResult NotSent(TOrder order, ParkUpException reason);

    /// <summary>Sends rows of one customer that may share a request, and adds their results. It throws only on cancellation.</summary>
    public abstract Task SendAsync(BulkRow<TOrder, TResult>[] batch, RequestLane lane, CancellationToken stop);
}
