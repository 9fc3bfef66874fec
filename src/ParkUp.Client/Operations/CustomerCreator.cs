namespace ParkUp.Client;

/// <summary>Creates customers with their first tags ("Create client"): one result each.</summary>
/// <param name="connection">The connection.</param>
/// <param name="observer">Receives each request.</param>
internal sealed class CustomerCreator(ParkUpConnection connection, RequestObserver observer)
    : BulkOperation<CustomerOrder, CustomerResult>(connection)
{
    private readonly UsersApi _api = new(connection, observer);

    public override string? CustomerOf(CustomerOrder order) => order.RefId;

    public override CustomerResult NotSent(CustomerOrder order, ParkUpException reason) =>
        new CustomerResults(order).OfFailure(OutcomeRules.OfNotSent(reason), Evidence.None, reason);

    public override async Task SendAsync(BulkRow<CustomerOrder, CustomerResult>[] batch, RequestGate gate, CancellationToken stop)
    {
        foreach (var row in batch)
        {
            row.Add(await new CustomerWrite(_api, row.Order, gate, stop).RunAsync().ConfigureAwait(false));
        }
    }
}
