namespace ParkUp.Client;

/// <summary>Adds tags to a customer that exists ("Create tags").</summary>
public sealed class TagAdder
{
    private readonly TagWriter _writer;

    /// <summary>Adds over a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
    public TagAdder(ParkUpConnection connection, Action<RequestSummary>? onRequest = null) =>
        _writer = new TagWriter(new UsersApi(connection, onRequest), Operation.Add);

    /// <summary>Adds the tags of one customer.</summary>
    /// <param name="orders">Checked rows of one customer, with code and plate.</param>
    /// <param name="batchSize">How many tags go into one request at most.</param>
    /// <param name="stop">Ends the request; what was sent by then may have been applied.</param>
    /// <returns>One result for each row, in their order.</returns>
    public Task<IReadOnlyList<Reported<TagResult>>> AddAsync(IReadOnlyList<TagOrder> orders, int batchSize, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return _writer.WriteInBatchesAsync(orders, batchSize, stop);
    }
}
