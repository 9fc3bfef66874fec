namespace ParkUp.Client;

/// <summary>Lists the tags of customers ("Get all tags").</summary>
public sealed class TagLister : BulkOperation<TagQuery, ListedTags>
{
    private readonly ParkUpConnection _connection;
    private readonly UsersApi _api;

    /// <summary>Lists over a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
    /// <param name="onTrace">Told of every request with its bodies, masked, on that thread too; null for nobody, and then none is looked at.</param>
    public TagLister(ParkUpConnection connection, Action<RequestSummary>? onRequest = null, Action<RequestTrace>? onTrace = null)
        : base(connection)
    {
        _connection = connection;
        _api = new UsersApi(connection, onRequest, onTrace);
    }

    /// <summary>The customer's tags, asked for once, in the service's order; characters that do not print are taken out.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="stop">Ends the request.</param>
    /// <exception cref="NotFoundException">The service knows no such customer (it may also answer with an empty list).</exception>
    /// <exception cref="ParkUpException">The list could not be had.</exception>
    public async Task<IReadOnlyList<Tag>> ListAsync(CustomerKey customer, CancellationToken stop)
    {
        using var pace = RunPace.Once(_connection);
        return await ListAsync(customer, pace, stop).ConfigureAwait(false);
    }

    internal override Reported<ListedTags> Unsent(TagQuery order, ParkUpException reason) =>
        new(ListedTags.None(order.Customer.RefId), reason);

    internal override async Task SendAsync(IReadOnlyList<BulkRow<TagQuery, ListedTags>> batch, RunPace pace, CancellationToken stop)
    {
        foreach (var row in batch)
        {
            var query = row.Order;
            try
            {
                var tags = await ListAsync(query.Customer, pace, stop).ConfigureAwait(false);
                IReadOnlyList<Tag> wanted = query.Wanted is null ? tags : [.. tags.Where(tag => query.Wanted(tag))];
                row.Report(new Reported<ListedTags>(new ListedTags { RefId = query.Customer.RefId, Tags = wanted }, Error: null));
            }
            catch (ParkUpException failure)
            {
                row.Report(Unsent(query, failure));
            }
        }
    }

    private string? Shown(string? text) => text is null ? null : _connection.Token.Redact(Printable.Clean(text));

    private async Task<IReadOnlyList<Tag>> ListAsync(CustomerKey customer, RunPace pace, CancellationToken stop)
    {
        var tags = await _api.ListTagsAsync(customer, new Attempts(pace), stop).ConfigureAwait(false);
        return [.. tags.Select(tag => tag with { Code = Shown(tag.Code), Plate = Shown(tag.Plate) })];
    }
}
