using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>
/// Sends the tags of one customer in one request, to be added or cancelled, and says of each what became of it.
/// </summary>
internal sealed class TagWriter(UsersApi api, Operation operation)
{
    /// <summary>One result for each order of one customer, in their order. Only a stop is thrown.</summary>
    public async Task<IReadOnlyList<Reported<TagResult>>> WriteInBatchesAsync(
        IReadOnlyList<TagOrder> orders, int batchSize, CancellationToken stop)
    {
        var customer = orders[0].Customer;
        List<Reported<TagResult>> reports = [];
        foreach (var batch in orders.Chunk(batchSize))
        {
            var sent = await WriteAsync(customer, batch, stop).ConfigureAwait(false);
            reports.AddRange(sent);
            if (sent[0].Error is { StopsRun: true } failure)
            {
                // What was not sent did not happen: it is told so, and not left out.
                reports.AddRange(TagReports.AllAlike(
                    customer, [.. orders.Skip(reports.Count)], operation, Outcome.Failed, Evidence.None, failure));
                break;
            }
        }

        return reports;
    }

    private async Task<IReadOnlyList<Reported<TagResult>>> WriteAsync(
        CustomerKey customer, IReadOnlyList<TagOrder> orders, CancellationToken stop)
    {
        var request = new ChangeTagsRequest
        {
            Customer = new WireCustomer { RefId = customer.RefId, Id = customer.Id },
            Tags = [.. orders.Select(static order => new WireTag(order.Code!, order.Plate!))],
        };
        try
        {
            var answer = operation == Operation.Add
                ? await api.AddTagsAsync(request, stop).ConfigureAwait(false)
                : await api.CancelTagsAsync(request, stop).ConfigureAwait(false);
            return TagReports.FromAnswer(answer, customer, orders, operation);
        }
        catch (ParkUpException failure)
        {
            var (outcome, evidence, error) = WriteFailure.OfWrite(failure);
            return TagReports.AllAlike(customer, orders, operation, outcome, evidence, error);
        }
    }
}
