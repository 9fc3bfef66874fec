namespace ParkUp.Client;

/// <summary>
/// Adds tags ("Create tags") or cancels them ("Cancel tags") for customers that exist. To cancel, the service wants code
/// and plate: where a row gives one of them, or none, a list gives the tags that it means. Such a row has one result for
/// each of them, and one <see cref="Outcome.AlreadyRevoked"/> where it means none.
/// </summary>
/// <param name="operation"><see cref="Operation.Add"/> or <see cref="Operation.Revoke"/>.</param>
internal sealed class TagWriter(ParkUpConnection connection, Operation operation, RequestObserver observer)
    : BulkOperation<TagOrder, TagResult>(connection)
{
    private readonly UsersApi _api = new(connection, observer);

    public override string? CustomerOf(TagOrder order) => order.Customer.RefId;

    public override RowKey? KeyOf(TagOrder order) => RowKey.Of(order);

    /// <summary>Rows that need a list share it; complete rows need none.</summary>
    public override bool CanShareRequest(TagOrder first, TagOrder other) =>
        first.Customer == other.Customer && first.IsComplete == other.IsComplete;

    public override TagResult? ConflictOf(TagOrder first, TagOrder other) => string.Equals(first.Plate, other.Plate, StringComparison.Ordinal)
        ? null
        : ResultOf(other, Outcome.Rejected, Evidence.None, first.Conflict(other));

    // What was refused, or did not happen, is tried again. What may have happened is not: that needs a look first.
    public override bool IsReusable(TagResult result) => result.Outcome is not (Outcome.Rejected or Outcome.Failed);

    public override TagResult ForDuplicate(TagOrder order, TagResult result) => result with { Line = order.Line };

    public override TagResult NotSent(TagOrder order, ParkUpException reason) =>
        ResultOf(order, OutcomeRules.OfNotSent(reason), Evidence.None, reason);

    public override async Task SendAsync(BulkRow<TagOrder, TagResult>[] batch, RequestLane lane, CancellationToken stop)
    {
        if (!batch[0].Order.IsComplete)
        {
            await RevokeListedAsync(batch, lane, stop).ConfigureAwait(false);
            return;
        }

        var results = await WriteAsync(Array.ConvertAll(batch, static row => new PendingTag(row.Order)), lane, stop).ConfigureAwait(false);
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Add(results[i]);
        }
    }

    private async Task RevokeListedAsync(BulkRow<TagOrder, TagResult>[] batch, RequestLane lane, CancellationToken stop)
    {
        IReadOnlyList<Tag> listed;
        try
        {
            listed = await _api.ListTagsAsync(batch[0].Order.Customer, new RetryState(lane), stop).ConfigureAwait(false);
        }
        catch (ParkUpException failure)
        {
            var (outcome, evidence, error) = OutcomeRules.OfList(failure);
            Array.ForEach(batch, row => row.Add(ResultOf(row.Order, outcome, evidence, error)));
            return;
        }

        var lookup = new TagLookup(listed);
        var meant = Array.ConvertAll(batch, row => lookup.Find(row.Order));

        // Several rows may mean the same tag, by its code and by its plate: it is cancelled once.
        PendingTag[] tags = [.. meant.SelectMany(static orders => orders).DistinctBy(static order => (order.Code, order.Plate)).Select(static order => new PendingTag(order))];
        var results = await WriteAsync(tags, lane, stop).ConfigureAwait(false);
        var byTag = tags.Zip(results).ToDictionary(static pair => (pair.First.Order.Code, pair.First.Order.Plate), pair => Redact(pair.Second));
        for (var i = 0; i < batch.Length; i++)
        {
            var row = batch[i];
            meant[i].ForEach(order => row.Add(ForDuplicate(row.Order, byTag[(order.Code, order.Plate)])));
            if (meant[i].Count == 0)
            {
                row.Add(ResultOf(row.Order, Outcome.AlreadyRevoked, Evidence.List, error: null) with { Detail = NoSuchTag(row.Order) });
            }
        }

        // A service that echoes the token may do so in a list as well.
        TagResult Redact(TagResult result) => result with { Code = Connection.Token.Redact(result.Code!), Plate = Connection.Token.Redact(result.Plate!) };
    }

    private Task<TagResult[]> WriteAsync(PendingTag[] tags, RequestLane lane, CancellationToken stop) =>
        tags.Length == 0 ? Task.FromResult<TagResult[]>([]) : new TagWrite(_api, operation, tags, lane, stop).RunAsync();

    private TagResult ResultOf(TagOrder order, Outcome outcome, Evidence evidence, ParkUpException? error) =>
        OutcomeRules.ResultOf(order, order.Customer.RefId, order.Customer.Id, operation, outcome, evidence, error);

    private static string NoSuchTag(TagOrder order) => (order.Code, order.Plate) switch
    {
        (null, null) => Texts.HoldsNoTag,
        (null, var plate) => Texts.HoldsNoPlate.With(TextSanitizer.Quote(plate)),
        var (code, _) => Texts.HoldsNoCode.With(TextSanitizer.Quote(code)),
    };
}
