namespace ParkUp.Client;

/// <summary>Creates customers, with their first tags ("Create client"): one result each.</summary>
/// <param name="connection">The connection.</param>
/// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
/// <param name="onTrace">Told of every request with its bodies, masked, on that thread too; null for nobody, and then none is looked at.</param>
public sealed class CustomerCreator(ParkUpConnection connection, Action<RequestSummary>? onRequest = null, Action<RequestTrace>? onTrace = null)
    : BulkOperation<CustomerOrder, CustomerResult>(connection)
{
    private readonly UsersApi _api = new(connection, onRequest, onTrace);

    internal override string? CustomerOf(CustomerOrder order) => order.RefId;

    internal override Reported<CustomerResult> Unsent(CustomerOrder order, ParkUpException reason) =>
        new CustomerReport(order).AllAlike(WriteFailure.OfUnsent(reason), Evidence.None, reason);

    internal override async Task SendAsync(IReadOnlyList<BulkRow<CustomerOrder, CustomerResult>> batch, RunPace pace, CancellationToken stop)
    {
        foreach (var row in batch)
        {
            row.Report(await new CustomerWrite(_api, row.Order, pace, stop).RunAsync().ConfigureAwait(false));
        }
    }
}
