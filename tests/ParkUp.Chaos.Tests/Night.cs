using ParkUp.Client;

namespace ParkUp.Chaos.Tests;

/// <summary>One night of the job, in a process of its own: compares a roster with the service, and applies the plan, as the cmdlets do.</summary>
internal sealed class Night(ParkUpConnection connection, string statePath, IReadOnlyList<PlanRow> rows)
{
    // As often as the cmdlet saves.
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(2);

    private readonly List<PlanResult> _results = [];

    /// <summary>The state before the night.</summary>
    public PlanState Before { get; } = StateFile.Read(statePath, connection.BaseUri, CancellationToken.None);

    /// <summary>Null where it was killed before.</summary>
    public IReadOnlyList<PlanStep>? Steps { get; private set; }

    /// <summary>What became of the steps, in their order, until the end or the kill.</summary>
    public IReadOnlyList<PlanResult> Results => _results;

    /// <summary>The whole night. Cancelled, it ends as a process that is killed: what is not saved is lost.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await PlanAsync(stop);
        await ApplyAsync(stop);
    }

    /// <summary>Only compares: nothing is written anywhere.</summary>
    public async Task PlanAsync(CancellationToken stop)
    {
        // In these months everything changes: limits would hold it all.
        var planner = new Planner(rows, Before, new PlanOptions
        {
            BaseUri = connection.BaseUri,
            Now = connection.Clock.GetUtcNow(),
            MaximumRevocationCount = int.MaxValue,
            MaximumRevocationPercent = 100,
            MaximumChangePercent = 100,
        });
        var lister = new TagLister(connection, RequestObserver.None, acceptsUnknown: true);
        await RunAsync(
            lister,
            planner.Customers.Select(static customer => new TagQuery(customer)),
            new BulkOptions { BatchSize = 1 },
            list =>
            {
                planner.Note(new CustomerListing(list.RefId!, list.IsUnknown ? null : list.Tags) { Failure = list.Error });
                return Task.CompletedTask;
            },
            stop);
        Steps = [.. planner.Steps()];
    }

    private async Task ApplyAsync(CancellationToken stop)
    {
        using var file = StateFile.Open(statePath, connection.BaseUri, connection.Backoff, stop);
        var updates = new StateUpdates(file.State);
        var orders = PlanGroups.Of([.. Steps!.Where(static step => step is { Status: PlanStatus.Ready, Action: not PlanAction.Keep })]);
        var writer = new PlanWriter(connection, RequestObserver.None, file.State);
        foreach (var step in Steps!)
        {
            updates.Expect(step);
        }

        await file.SaveAsync(stop);
        var savedAt = connection.Clock.GetUtcNow();
        await RunAsync(writer, orders, new BulkOptions { LeavesTogether = true }, SettleAsync, stop);
        await file.SaveAsync(stop);

        async Task SettleAsync(PlanResult result)
        {
            var now = connection.Clock.GetUtcNow();
            _results.Add(result);
            updates.Settle(result, now);
            if (now - savedAt > SaveInterval)
            {
                await file.SaveAsync(stop);
                savedAt = now;
            }
        }
    }

    private static async Task RunAsync<TOrder, TResult>(
        BulkOperation<TOrder, TResult> operation, IEnumerable<TOrder> orders, BulkOptions options, Func<TResult, Task> take, CancellationToken stop)
        where TResult : class, IRowResult
    {
        using var run = operation.Start(options, stop);
        foreach (var order in orders)
        {
            run.Add(order);
        }

        while (!run.IsEmpty)
        {
            await run.WaitAsync(Timeout.InfiniteTimeSpan, stop);
            while (run.Take() is { } result)
            {
                stop.ThrowIfCancellationRequested();
                await take(result);
            }
        }
    }
}
