namespace ParkUp.Client;

/// <summary>
/// Adds tags ("Create tags") or cancels them ("Cancel tags") for customers that exist. To cancel, the service wants code
/// and plate: where a row gives one of them, or none, a list gives the tags that it means. Such a row has one result for
/// each of them, and one <see cref="Outcome.AlreadyRevoked"/> where it means none.
/// </summary>
/// <param name="operation"><see cref="Operation.Add"/> or <see cref="Operation.Revoke"/>.</param>
internal sealed class TagWriter(ParkUpConnection connection, Operation operation, RequestObserver observer)
    : TagOperation(connection, operation)
{
    private readonly Operation _operation = operation;
    private readonly UsersApi _api = new(connection, observer);

    /// <summary>Rows that need a list share it; complete rows need none.</summary>
    public override bool CanShareRequest(TagOrder first, TagOrder other) =>
        first.Customer == other.Customer && first.IsComplete == other.IsComplete;

    public override async Task SendAsync(BulkRow<TagOrder, TagResult>[] batch, RequestLane lane, CancellationToken stop)
    {
        if (!batch[0].Order.IsComplete)
        {
            await new ListedRevocation(_api, Connection, batch, lane, stop).RunAsync().ConfigureAwait(false);
            return;
        }

        var tags = Array.ConvertAll(batch, static row => new PendingTag(row.Order));
        var results = await new TagWrite(_api, _operation, tags, lane, stop).RunAsync().ConfigureAwait(false);
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Add(results[i]);
        }
    }
}
