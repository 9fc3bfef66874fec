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

    /// <summary>
    /// One request; and where the service finds fault with some of its tags by name, another for the rest, which have
    /// done nothing wrong. Each round takes a tag out, so it ends.
    /// </summary>
    private async Task<IReadOnlyList<Reported<TagResult>>> WriteAsync(
        CustomerKey customer, TagOrder[] orders, CancellationToken stop)
    {
        var reports = new Reported<TagResult>[orders.Length];
        List<int> open = [.. Enumerable.Range(0, orders.Length)];
        while (open.Count > 0)
        {
            IReadOnlyList<TagOrder> batch = [.. open.Select(place => orders[place])];
            IReadOnlyList<Reported<TagResult>> answered;
            try
            {
                answered = TagReports.FromAnswer(await SendAsync(customer, batch, stop).ConfigureAwait(false), customer, batch, operation);
            }
            catch (BadRequestException refusal) when (RefusedTags.Of(refusal, batch.Count) is { Count: > 0 } refused)
            {
                foreach (var (place, error) in refused)
                {
                    reports[open[place]] = TagReports.AllAlike(customer, [batch[place]], operation, Outcome.Rejected, Evidence.Response, error)[0];
                }

                open = [.. open.Where((_, place) => !refused.ContainsKey(place))];
                continue;
            }
            catch (ParkUpException failure)
            {
                var (outcome, evidence, error) = WriteFailure.OfWrite(failure);
                answered = TagReports.AllAlike(customer, batch, operation, outcome, evidence, error);
            }

            for (var i = 0; i < open.Count; i++)
            {
                reports[open[i]] = answered[i];
            }

            break;
        }

        return reports;
    }

    private Task<IWriteAnswer> SendAsync(CustomerKey customer, IReadOnlyList<TagOrder> orders, CancellationToken stop)
    {
        var request = new ChangeTagsRequest
        {
            Customer = new WireCustomer { RefId = customer.RefId, Id = customer.Id },
            Tags = [.. orders.Select(static order => new WireTag(order.Code!, order.Plate!))],
        };
        return operation == Operation.Add ? api.AddTagsAsync(request, stop) : api.CancelTagsAsync(request, stop);
    }
}
