namespace ParkUp.Client;

/// <summary>
/// Cancels tags ("Cancel tags"). The service wants code and plate; where a row gives one of them, or none, a list
/// of the customer's tags tells which tags it means.
/// </summary>
public sealed class TagRevoker
{
    private readonly TagWriter _writer;
    private readonly TagLister _lister;

    /// <summary>Cancels over a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
    public TagRevoker(ParkUpConnection connection, Action<RequestSummary>? onRequest = null)
    {
        var api = new UsersApi(connection, onRequest);
        _writer = new TagWriter(api, Operation.Revoke);
        _lister = new TagLister(api);
    }

    /// <summary>Revokes what rows of one customer mean.</summary>
    /// <param name="orders">Checked rows: each with code and plate, with either, or (for all tags) with neither.</param>
    /// <param name="batchSize">How many tags go into one request at most.</param>
    /// <param name="stop">Ends the requests; what was sent by then may have been applied.</param>
    /// <returns>One result for each tag that a row means; one <see cref="Outcome.AlreadyRevoked"/> for a row that means none.</returns>
    public async Task<IReadOnlyList<Reported<TagResult>>> RevokeAsync(IReadOnlyList<TagOrder> orders, int batchSize, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.All(static order => order.IsComplete))
        {
            return await _writer.WriteInBatchesAsync(orders, batchSize, stop).ConfigureAwait(false);
        }

        List<Reported<TagResult>> reports = [];
        var sent = 0;
        foreach (var order in orders)
        {
            reports.AddRange(await RevokeListedAsync(order, batchSize, stop).ConfigureAwait(false));
            sent++;
            if (reports[^1].Error is { StopsRun: true } failure)
            {
                reports.AddRange(TagReports.AllAlike(
                    order.Customer, [.. orders.Skip(sent)], Operation.Revoke, Outcome.Failed, Evidence.None, failure));
                break;
            }
        }

        return reports;
    }

    private async Task<IReadOnlyList<Reported<TagResult>>> RevokeListedAsync(TagOrder order, int batchSize, CancellationToken stop)
    {
        if (order.IsComplete)
        {
            return await _writer.WriteInBatchesAsync([order], batchSize, stop).ConfigureAwait(false);
        }

        IReadOnlyList<Tag> listed;
        try
        {
            listed = await _lister.ListRawAsync(order.Customer, stop).ConfigureAwait(false);
        }
        catch (ParkUpException failure)
        {
            var (outcome, evidence, error) = WriteFailure.OfList(failure);
            return TagReports.AllAlike(order.Customer, [order], Operation.Revoke, outcome, evidence, error);
        }

        var meant = Meant(order, listed);
        if (meant.Count == 0)
        {
            return
            [
                TagReports.Report(
                    order, order.Customer.RefId, order.Customer.Id, Operation.Revoke, Outcome.AlreadyRevoked, Evidence.List, error: null, Messages.NoSuchTag(order)),
            ];
        }

        return await _writer.WriteInBatchesAsync(meant, batchSize, stop).ConfigureAwait(false);
    }

    /// <summary>The tags that a row means. Of codes that differ in case alone, the very one that was written.</summary>
    private static List<TagOrder> Meant(TagOrder order, IReadOnlyList<Tag> listed)
    {
        var meant = listed.Where(tag => Means(order, tag, StringComparison.Ordinal)).ToList();
        if (meant.Count == 0)
        {
            // To call such a tag revoked already would leave it open at the barrier.
            meant = [.. listed.Where(tag => Means(order, tag, StringComparison.OrdinalIgnoreCase))];
        }

        return [.. meant.Select(tag => order with { Code = tag.Code, Plate = tag.Plate })];
    }

    private static bool Means(TagOrder order, Tag tag, StringComparison codes) =>
        (order.Code is null || string.Equals(order.Code, Cell.Trim(tag.Code), codes))
        && (order.Plate is null || string.Equals(order.Plate, Plate.Normalize(tag.Plate), StringComparison.Ordinal));
}
