namespace ParkUp.Client;

/// <summary>Adds tags to customers that exist ("Create tags"): one result a row.</summary>
/// <param name="connection">The connection.</param>
/// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
public sealed class TagAdder(ParkUpConnection connection, Action<RequestSummary>? onRequest = null)
    : TagOperation(connection, onRequest, Operation.Add)
{
    internal override bool MayShareRequest(TagOrder first, TagOrder other) => first.Customer == other.Customer;

    internal override Task SendAsync(IReadOnlyList<BulkRow<TagOrder, TagResult>> batch, RunPace pace, CancellationToken stop) =>
        SendNamedAsync(batch, pace, stop);
}
