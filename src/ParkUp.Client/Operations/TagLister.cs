namespace ParkUp.Client;

/// <summary>A customer whose tags are listed.</summary>
/// <param name="Wanted">Selects tags; null for all. Called on the thread that takes the results.</param>
internal sealed record TagQuery(CustomerKey Customer, Predicate<Tag>? Wanted = null);

/// <summary>Lists the tags of customers ("Get all tags").</summary>
/// <param name="acceptsUnknown">Whether that the service does not know a customer is an answer, and no error.</param>
internal sealed class TagLister(ParkUpConnection connection, RequestObserver observer, bool acceptsUnknown = false)
    : BulkOperation<TagQuery, TagList>(connection)
{
    private readonly UsersApi _api = new(connection, observer);

    /// <summary>The customer's tags, asked for once, in the service's order; sanitized.</summary>
    /// <exception cref="NotFoundException">The service knows no such customer (it may also answer with an empty list).</exception>
    /// <exception cref="ParkUpException">The list failed.</exception>
    public async Task<IReadOnlyList<Tag>> ListAsync(CustomerKey customer, CancellationToken stop)
    {
        using var gate = new RequestGate(batchSize: 1, throttleLimit: 1, Connection.Backoff, maximumRetryCount: 0, Connection.Longest);
        using var lane = gate.Open();
        return await ListAsync(customer, lane, stop).ConfigureAwait(false);
    }

    public override TagList NotSent(TagQuery order, ParkUpException reason) => new(order.Customer.RefId, []) { Error = reason };

    public override async Task SendAsync(BulkRow<TagQuery, TagList>[] batch, RequestLane lane, CancellationToken stop)
    {
        foreach (var row in batch)
        {
            try
            {
                row.Add(new TagList(row.Order.Customer.RefId, await ListAsync(row.Order.Customer, lane, stop).ConfigureAwait(false)) { Wanted = row.Order.Wanted });
            }
            catch (NotFoundException unknown) when (acceptsUnknown && unknown.IsAboutCustomer)
            {
                row.Add(new TagList(row.Order.Customer.RefId, []) { IsUnknown = true });
            }
            catch (ParkUpException failure)
            {
                row.Add(NotSent(row.Order, failure));
            }
        }
    }

    private async Task<IReadOnlyList<Tag>> ListAsync(CustomerKey customer, RequestLane lane, CancellationToken stop)
    {
        var tags = await _api.ListTagsAsync(customer, new RetryState(lane), stop).ConfigureAwait(false);
        if (lane.Gate.Lists.LooksCut(tags.Count))
        {
            lane.Gate.Lists.Warn(customer.RefId, tags.Count, Texts.ListPerhapsCut.With(tags.Count));
        }

        return [.. tags.Select(tag => tag with { Code = Sanitize(tag.Code), Plate = Sanitize(tag.Plate) })];
    }

    private string? Sanitize(string? text) => text is null ? null : Connection.Token.Redact(TextSanitizer.Clean(text));
}
