using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>
/// One write of tags of one customer, to be added or cancelled: says of each what became of it. A tag that stands in
/// the way of its request is found and set apart, and the others go through.
/// </summary>
/// <param name="api">What sends.</param>
/// <param name="operation">To be added, or cancelled.</param>
/// <param name="orders">The tags, each with code and plate.</param>
/// <param name="stop">Ends the requests; what was sent by then may have been applied.</param>
internal sealed class TagWrite(UsersApi api, Operation operation, IReadOnlyList<TagOrder> orders, CancellationToken stop)
{
    private readonly Reported<TagResult>[] _reports = new Reported<TagResult>[orders.Count];

    private CustomerKey Customer => orders[0].Customer;

    /// <summary>One result for each tag, in their order. Only a stop is thrown.</summary>
    /// <param name="batchSize">How many go into one request at most.</param>
    public async Task<IReadOnlyList<Reported<TagResult>>> RunAsync(int batchSize)
    {
        await SettleInTurnAsync(Enumerable.Range(0, orders.Count).Chunk(batchSize)).ConfigureAwait(false);
        return _reports;
    }

    private async Task SettleInTurnAsync(IEnumerable<int[]> parts)
    {
        ParkUpException? fatal = null;
        foreach (var places in parts)
        {
            if (fatal is null)
            {
                await SettleAsync(places).ConfigureAwait(false);
                fatal = places.Select(place => _reports[place].Error).FirstOrDefault(static error => error is { StopsRun: true });
            }
            else
            {
                // What was not sent did not happen: it is told so, and not left out.
                Report(places, Outcome.Failed, Evidence.None, fatal);
            }
        }
    }

    /// <summary>Sends the tags at these places, again without those that stood in the way. Each round has fewer, so it ends.</summary>
    private async Task SettleAsync(int[] places)
    {
        if (places.Length == 0)
        {
            return;
        }

        TagOrder[] sent = [.. places.Select(place => orders[place])];
        try
        {
            var answer = await SendAsync(sent).ConfigureAwait(false);
            var answered = TagReports.FromAnswer(answer, Customer, sent, operation);
            for (var i = 0; i < places.Length; i++)
            {
                _reports[places[i]] = answered[i];
            }
        }
        catch (BadRequestException refusal) when (RefusedTags.Of(refusal, sent.Length) is { Count: > 0 } refused)
        {
            foreach (var (index, error) in refused)
            {
                Report([places[index]], Outcome.Rejected, Evidence.Response, error);
            }

            await SettleAsync([.. places.Where((_, index) => !refused.ContainsKey(index))]).ConfigureAwait(false);
        }
        catch (ConflictException conflict)
        {
            await ResolveAsync(places, conflict).ConfigureAwait(false);
        }
        catch (ParkUpException failure)
        {
            Report(places, WriteFailure.OfWrite(failure));
        }
    }

    /// <summary>
    /// A 409 may be about one tag of many, and may have let others through: a list shows which are as wanted. Of the
    /// rest, halves are sent until the one that is in the way stands alone.
    /// </summary>
    private async Task ResolveAsync(int[] places, ConflictException conflict)
    {
        HeldTags held;
        try
        {
            held = new HeldTags(await new TagLister(api).ListRawAsync(Customer, stop).ConfigureAwait(false));
        }
        catch (ParkUpException failure)
        {
            // Of a tag that was alone the 409 itself is the answer. Of several, some may have been taken.
            Report(places, places.Length == 1 ? WriteFailure.OfWrite(conflict) : WriteFailure.Unproven(failure));
            return;
        }

        int[] open = [.. places.Where(place => !IsAsWanted(orders[place], held))];
        Report([.. places.Except(open)], operation == Operation.Add ? Outcome.AlreadyActive : Outcome.AlreadyRevoked, Evidence.List, error: null);
        if (open.Length < places.Length)
        {
            await SettleAsync(open).ConfigureAwait(false);
        }
        else if (open.Length == 1)
        {
            Report(open, WriteFailure.OfWrite(conflict));
        }
        else
        {
            await SettleInTurnAsync(open.Chunk((open.Length + 1) / 2)).ConfigureAwait(false);
        }
    }

    /// <summary>A tag that is there under another spelling, or with another plate, is not gone: it would open the barrier.</summary>
    private bool IsAsWanted(TagOrder order, HeldTags held) =>
        operation == Operation.Add ? held.Contains(order) : !held.ContainsCode(order.Code!);

    private Task<WriteAnswer> SendAsync(TagOrder[] tags)
    {
        var request = new ChangeTagsRequest
        {
            Customer = new WireCustomer { RefId = Customer.RefId, Id = Customer.Id },
            Tags = Array.ConvertAll(tags, static tag => new WireTag(tag.Code!, tag.Plate!)),
        };
        return operation == Operation.Add ? api.AddTagsAsync(request, stop) : api.CancelTagsAsync(request, stop);
    }

    private void Report(int[] places, (Outcome Outcome, Evidence Evidence, ParkUpException Error) failure) =>
        Report(places, failure.Outcome, failure.Evidence, failure.Error);

    private void Report(int[] places, Outcome outcome, Evidence evidence, ParkUpException? error)
    {
        foreach (var place in places)
        {
            _reports[place] = TagReports.Report(orders[place], Customer.RefId, Customer.Id, operation, outcome, evidence, error);
        }
    }
}
