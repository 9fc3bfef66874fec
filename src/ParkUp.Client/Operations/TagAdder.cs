namespace ParkUp.Client;

/// <summary>Adds tags to customers that exist ("Create tags"): one result a row.</summary>
/// <param name="connection">The connection.</param>
/// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
/// <param name="onTrace">Told of every request with its bodies, masked, on that thread too; null for nobody, and then none is looked at.</param>
public sealed class TagAdder(ParkUpConnection connection, Action<RequestSummary>? onRequest = null, Action<RequestTrace>? onTrace = null)
    : TagOperation(connection, onRequest, onTrace, Operation.Add)
{
    internal override bool MayShareRequest(TagOrder first, TagOrder other) => first.Customer == other.Customer;

    internal override Task SendAsync(IReadOnlyList<BulkRow<TagOrder, TagResult>> batch, RunPace pace, CancellationToken stop) =>
        SendNamedAsync(batch, pace, stop);
}
