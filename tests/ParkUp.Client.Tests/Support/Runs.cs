namespace ParkUp.Client.Tests.Support;

/// <summary>Whole runs, from the first row to the last result.</summary>
internal static class Runs
{
    // Rows of a test must not part because the machine was busy: they wait for each other until all are in.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task<IReadOnlyList<Reported<TagResult>>> AddAsync(this TagAdder adder, IEnumerable<TagOrder> orders, int batchSize, CancellationToken stop) =>
        adder.RunAsync(orders, new BulkOptions { BatchSize = batchSize, Linger = Patience }, stop);

    public static Task<IReadOnlyList<Reported<TagResult>>> RevokeAsync(this TagRevoker revoker, IEnumerable<TagOrder> orders, int batchSize, CancellationToken stop) =>
        revoker.RunAsync(orders, new BulkOptions { BatchSize = batchSize, Linger = Patience }, stop);

    public static async Task<Reported<CustomerResult>> CreateAsync(this CustomerCreator creator, CustomerOrder order, CancellationToken stop) =>
        Assert.Single(await creator.RunAsync([order], new BulkOptions { BatchSize = 1 }, stop));

    /// <summary>Adds the rows as a pipeline does, and takes the results as they come.</summary>
    public static async Task<IReadOnlyList<Reported<TResult>>> RunAsync<TOrder, TResult>(
        this BulkOperation<TOrder, TResult> operation, IEnumerable<TOrder> orders, BulkOptions options, CancellationToken stop)
    {
        List<Reported<TResult>> results = [];
        using var run = operation.Start(options, stop);
        foreach (var order in orders)
        {
            while (run.IsFull)
            {
                await run.WaitAsync(Timeout.InfiniteTimeSpan, stop);
                results.AddRange(run.Taken());
            }

            run.Add(order);
            results.AddRange(run.Taken());
        }

        while (!run.IsEmpty)
        {
            await run.WaitAsync(Timeout.InfiniteTimeSpan, stop);
            results.AddRange(run.Taken());
        }

        return results;
    }

    /// <summary>The results that can be had without waiting.</summary>
    public static IEnumerable<Reported<TResult>> Taken<TOrder, TResult>(this BulkRun<TOrder, TResult> run)
    {
        while (run.TryTake(out var report))
        {
            yield return report;
        }
    }
}
