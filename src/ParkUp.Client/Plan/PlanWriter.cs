using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace ParkUp.Client;

/// <summary>
/// Writes the steps of a plan, group by group. Each customer is listed before its first write: a step that is done
/// already, or half of it, goes on from there, and one that no longer fits is not written.
/// </summary>
internal sealed class PlanWriter : BulkOperation<PlanOrder, PlanResult>
{
    private readonly UsersApi _api;
    private readonly FrozenSet<StateKey> _revoked;
    private readonly UnclearCustomers _unclear = new();

    /// <param name="state">As it was before the run: it is read here only. Null where there is none.</param>
    public PlanWriter(ParkUpConnection connection, RequestObserver observer, PlanState? state)
        : base(connection)
    {
        _api = new UsersApi(connection, observer);
        _revoked = (state?.Entries ?? []).Where(static entry => entry.Revoked is not null)
            .Select(StateKey.Of).ToFrozenSet();
    }

    /// <summary>The results of groups that have ended, before their turn has come: a run that is stopped need not lose them.</summary>
    public ConcurrentQueue<PlanResult> Ended { get; } = new();

    public override string? CustomerOf(PlanOrder order) => order.Group;

    public override bool IsLast(PlanOrder order) => order.IsLast;

    // A plan that comes twice takes each tag once.
    public override RowKey? KeyOf(PlanOrder order)
    {
        var step = order.Step;
        return new RowKey(
            new CustomerKey(step.RefId!, Id: null),
            TagNaming.CodeAndPlate,
            Cell.Trim(step.Code)?.ToUpperInvariant(),
            string.Join('\n', step.Action, Plate.Normalize(step.Plate), Plate.Normalize(step.PreviousPlate), step.FromRefId));
    }

    public override PlanResult ForDuplicate(PlanOrder order, PlanResult result) => result with { Step = order.Step };

    public override bool CanShareRequest(PlanOrder first, PlanOrder other) => true;

    public override PlanResult NotSent(PlanOrder order, ParkUpException reason) =>
        ResultOf(order.Step, new SwapEnd(OutcomeRules.OfNotSent(reason), Evidence.None, reason));

    public override async Task SendAsync(BulkRow<PlanOrder, PlanResult>[] batch, RequestLane lane, CancellationToken stop)
    {
        using var lanes = new CustomerLanes(lane);
        var swaps = _unclear.Obstacle(batch[0].Order.Step.RefId!) is { } obstacle && batch[0].Order.IsLast
            ? Array.ConvertAll(batch, row => Hindered(row.Order.Step, obstacle))
            : await CheckAsync(Array.ConvertAll(batch, static row => row.Order.Step), lanes, stop).ConfigureAwait(false);
        await new TagExchange(_api, swaps, lanes, _unclear, stop).RunAsync().ConfigureAwait(false);
        for (var i = 0; i < batch.Length; i++)
        {
            var step = batch[i].Order.Step;
            var result = ResultOf(step, swaps[i].End!) with
            {
                // Only where a request of this run took it: lists alone do not prove that it is gone.
                IsPreviousRevoked = swaps[i] is { Take: not null, IsGone: true } && step.Action is PlanAction.ChangePlate or PlanAction.MoveTag,
            };
            batch[i].Add(result);
            Ended.Enqueue(result);
        }
    }

    /// <summary>Lists the customers of a group, and compares its steps with the lists.</summary>
    private async Task<TagSwap[]> CheckAsync(PlanStep[] steps, CustomerLanes lanes, CancellationToken stop)
    {
        var customers = steps.SelectMany(CustomersOf).GroupBy(static customer => customer.RefId, StringComparer.Ordinal);
        var lists = new ConcurrentDictionary<string, CustomerList>(StringComparer.Ordinal);
        await lanes.ForEachAsync(customers, ListAsync).ConfigureAwait(false);
        var check = new PlanCheck(lists, _api.Quote);
        var missing = steps.Select(check.Missing).OfType<TagOrder>().GroupBy(static tag => tag.Customer.RefId, StringComparer.Ordinal).ToList();
        await lanes.ForEachAsync(missing, ConfirmAsync).ConfigureAwait(false);
        return Array.ConvertAll(steps, check.Check);

        async Task ListAsync(CustomerKey[] keys, RequestLane lane)
        {
            // The roster need not give the number in each row.
            var customer = keys[0] with { Id = keys.Select(static key => key.Id).FirstOrDefault(static id => id is not null) };
            lists[customer.RefId] = await CustomerList.ReadAsync(_api, customer, IsRevoked, lane, stop).ConfigureAwait(false);
        }

        async Task ConfirmAsync(TagOrder[] tags, RequestLane lane)
        {
            var refId = tags[0].Customer.RefId;
            lists[refId] = await lists[refId].ConfirmAsync(_api, tags, IsRevoked, lane, stop).ConfigureAwait(false);
        }
    }

    private bool IsRevoked(Tag tag) => tag.Code is { } code && _revoked.Contains(new StateKey(tag.RefId!, Cell.Trim(code)!, tag.Plate));

    private static IEnumerable<CustomerKey> CustomersOf(PlanStep step)
    {
        yield return new CustomerKey(step.RefId!, step.CustomerId);
        if (step.FromRefId is { } from)
        {
            yield return new CustomerKey(from, Id: null);
        }
    }

    private static TagSwap Hindered(PlanStep step, PlanStaleException obstacle)
    {
        var swap = new TagSwap(new CustomerKey(step.RefId!, step.CustomerId));
        swap.Fail(obstacle);
        return swap;
    }

    private static PlanResult ResultOf(PlanStep step, SwapEnd end) => new(step)
    {
        CustomerId = end.CustomerId ?? step.CustomerId,
        Outcome = end is { Outcome: Outcome.Added, HasCreated: true } && step.Action == PlanAction.CreateCustomer ? Outcome.Created : end.Outcome,
        Evidence = end.Evidence,
        Detail = end.Detail,
        Error = end.Error,
    };
}
