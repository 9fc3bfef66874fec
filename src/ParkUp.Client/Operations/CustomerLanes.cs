using System.Collections.Concurrent;

namespace ParkUp.Client;

/// <summary>The lanes of a batch with several customers: one for each, so that they are written side by side.</summary>
/// <param name="own">The lane of the batch, which serves the first customer.</param>
internal sealed class CustomerLanes(RequestLane own) : IDisposable
{
    private readonly Dictionary<string, RequestLane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Does something for several customers at once.</summary>
    public async Task ForEachAsync<T>(IEnumerable<IGrouping<string, T>> customers, Func<T[], RequestLane, Task> work)
    {
        // Lanes are opened by one thread, before any of the work.
        var tasks = customers.Select(customer => (Items: customer.ToArray(), Lane: Of(customer.Key))).ToList();
        await Task.WhenAll(tasks.Select(task => work(task.Items, task.Lane))).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var lane in _lanes.Values.Where(lane => lane != own))
        {
            lane.Dispose();
        }
    }

    private RequestLane Of(string refId)
    {
        if (!_lanes.TryGetValue(refId, out var lane))
        {
            _lanes[refId] = lane = _lanes.Count == 0 ? own : own.Gate.Open();
        }

        return lane;
    }
}

/// <summary>The customers of a run that have a write of unknown outcome: nothing more is written for them.</summary>
internal sealed class UnclearCustomers
{
    private readonly ConcurrentDictionary<string, bool> _refIds = new(StringComparer.Ordinal);

    public void Add(string refId) => _refIds[refId] = true;

    /// <summary>Why nothing is written for the customer; null where it may be.</summary>
    public PlanStaleException? Obstacle(string refId) => _refIds.ContainsKey(refId)
        ? new PlanStaleException(Texts.CustomerUnclear.With(TextSanitizer.Quote(refId))) { Hint = Texts.CustomerUnclearHint }
        : null;
}
