namespace ParkUp.Client;

/// <summary>
/// Gives codes that customers hold another plate: revokes the tag that a list shows, and adds the other one. Rows of one
/// request may exchange their plates.
/// </summary>
internal sealed class TagChanger(ParkUpConnection connection, RequestObserver observer)
    : TagOperation(connection, Operation.Change)
{
    private readonly UsersApi _api = new(connection, observer);

    public override bool CanShareRequest(TagOrder first, TagOrder other) => first.Customer == other.Customer;

    public override async Task SendAsync(BulkRow<TagOrder, TagResult>[] batch, RequestLane lane, CancellationToken stop)
    {
        var list = await CustomerList.ReadAsync(_api, batch[0].Order.Customer, isRevoked: null, lane, stop).ConfigureAwait(false);
        var swaps = Array.ConvertAll(batch, row => SwapOf(row.Order, list));
        using var lanes = new CustomerLanes(lane);
        await new TagExchange(_api, swaps, lanes, new UnclearCustomers(), stop).RunAsync().ConfigureAwait(false);
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Add(ResultOf(batch[i].Order, EndOf(swaps[i], list)));
        }
    }

    private static TagSwap SwapOf(TagOrder order, CustomerList list)
    {
        // Of several tags with one code the last is the one that is active, if any is: a list may hold cancelled tags, so
        // the one that is wanted is added all the same, and the service says whether it is there.
        var held = list.FindCode(order);
        var isWanted = held is not null && string.Equals(Plate.Normalize(held.Plate), order.Plate, StringComparison.Ordinal);
        var swap = new TagSwap(order.Customer)
        {
            Take = isWanted ? null : held,
            Give = order,
            FreedPlate = isWanted ? null : Plate.Normalize(held?.Plate),
        };
        if (list.Failure is { } failure)
        {
            swap.Fail(OutcomeRules.OfList(failure));
        }

        return swap;
    }

    private static SwapEnd EndOf(TagSwap swap, CustomerList list) => swap is { Take: null, End.Outcome: Outcome.Added } && list.FindCode(swap.Give!) is null
        ? swap.End with { Note = Texts.CodeWasNotHeld }
        : swap.End!;

    private static TagResult ResultOf(TagOrder order, SwapEnd end) =>
        OutcomeRules.ResultOf(order, order.Customer.RefId, end.CustomerId ?? order.Customer.Id, Operation.Change, end.Outcome, end.Evidence, end.Error) with { Detail = end.Detail };
}
