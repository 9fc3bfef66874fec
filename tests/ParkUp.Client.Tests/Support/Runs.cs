namespace ParkUp.Client.Tests.Support;

/// <summary>Whole runs, from the first row to the last result.</summary>
internal static class Runs
{
    // Rows of a test must not part because the machine was busy: they wait for each other until all are in.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Task<IReadOnlyList<TagResult>> WriteAsync(this TagWriter writer, IEnumerable<TagOrder> orders, int batchSize, CancellationToken stop) =>
        writer.RunAsync(orders, new BulkOptions { BatchSize = batchSize, Linger = Patience }, stop);

    public static async Task<CustomerResult> CreateAsync(this CustomerCreator creator, CustomerOrder order, CancellationToken stop) =>
        Assert.Single(await creator.RunAsync([order], new BulkOptions { BatchSize = 1 }, stop));

    /// <summary>Adds the rows as a pipeline does, and takes the results as they come.</summary>
    public static async Task<IReadOnlyList<TResult>> RunAsync<TOrder, TResult>(
        this BulkOperation<TOrder, TResult> operation, IEnumerable<TOrder> orders, BulkOptions options, CancellationToken stop)
        where TResult : class, IRowResult
    {
        List<TResult> results = [];
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
    public static IEnumerable<TResult> Taken<TOrder, TResult>(this BulkRun<TOrder, TResult> run)
        where TResult : class, IRowResult
    {
        while (run.Take() is { } result)
        {
            yield return result;
        }
    }

    public static void Deconstruct(this TagResult tag, out TagResult result, out ParkUpException? error) => (result, error) = (tag, tag.Error);

    public static void Deconstruct(this CustomerResult customer, out CustomerResult result, out ParkUpException? error) => (result, error) = (customer, customer.Error);
}
