namespace ParkUp.Client;

/// <summary>
/// Cancels tags ("Cancel tags"). The service wants code and plate; where a row gives one of them, or none, a list
/// of the customer's tags tells which tags it means. Such a row has one result for each of them, and one
/// <see cref="Outcome.AlreadyRevoked"/> where it means none.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
/// <param name="onTrace">Told of every request with its bodies, masked, on that thread too; null for nobody, and then none is looked at.</param>
public sealed class TagRevoker(ParkUpConnection connection, Action<RequestSummary>? onRequest = null, Action<RequestTrace>? onTrace = null)
    : TagOperation(connection, onRequest, onTrace, Operation.Revoke)
{
    /// <summary>Rows that need a list share it, and others go without one.</summary>
    internal override bool MayShareRequest(TagOrder first, TagOrder other) =>
        first.Customer == other.Customer && first.IsComplete == other.IsComplete;

    internal override Task SendAsync(IReadOnlyList<BulkRow<TagOrder, TagResult>> batch, RunPace pace, CancellationToken stop) =>
        batch[0].Order.IsComplete ? SendNamedAsync(batch, pace, stop) : RevokeListedAsync(batch, pace, stop);

    private async Task RevokeListedAsync(IReadOnlyList<BulkRow<TagOrder, TagResult>> batch, RunPace pace, CancellationToken stop)
    {
        IReadOnlyList<Tag> listed;
        try
        {
            listed = await Api.ListTagsAsync(batch[0].Order.Customer, new Attempts(pace), stop).ConfigureAwait(false);
        }
        catch (ParkUpException failure)
        {
            var (outcome, evidence, error) = WriteFailure.OfList(failure);
            foreach (var row in batch)
            {
                row.Report(Report(row.Order, outcome, evidence, error));
            }

            return;
        }

        var meant = batch.Select(row => Meant(row.Order, listed)).ToArray();

        // Rows may mean the same tag, by its code and by its plate: it is cancelled once, and both are told.
        TagOrder[] orders = [.. meant.SelectMany(static tags => tags).DistinctBy(static tag => (tag.Code, tag.Plate))];
        var reports = await WriteAsync(orders, pace, stop).ConfigureAwait(false);
        var byTag = reports.Zip(orders).ToDictionary(static pair => (pair.Second.Code, pair.Second.Plate), static pair => pair.First);
        for (var i = 0; i < batch.Count; i++)
        {
            var order = batch[i].Order;
            foreach (var tag in meant[i])
            {
                batch[i].Report(OfListed(ForTwin(order, byTag[(tag.Code, tag.Plate)])));
            }

            if (meant[i].Count == 0)
            {
                batch[i].Report(Report(order, Outcome.AlreadyRevoked, Evidence.List, error: null, Messages.NoSuchTag(order)));
            }
        }
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

        return [.. meant.DistinctBy(static tag => (tag.Code, tag.Plate)).Select(tag => order with { Code = tag.Code, Plate = tag.Plate })];
    }

    private static bool Means(TagOrder order, Tag tag, StringComparison codes) =>
        (order.Code is null || string.Equals(order.Code, Cell.Trim(tag.Code), codes))
        && (order.Plate is null || string.Equals(order.Plate, Plate.Normalize(tag.Plate), StringComparison.Ordinal));
}
