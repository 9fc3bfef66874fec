using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>Rosters of the shapes that hurt: one customer with everything, everyone with one tag, rows in no order.</summary>
public sealed class LargeRunTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_tags_of_one_customer()
    {
        using var service = await new InMemoryService().WithCustomerAsync("A1");
        var orders = Enumerable.Range(0, 100_000).Select(static n => Make.Order($"T{n}", "AA1111", line: n));

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).RunAsync(orders, new BulkOptions(), Stop).WaitAsync(Guard, Stop);

        AssertAllAdded(reports, 100_000);
        Assert.Equal(100_000, service.Held("A1").Count);
        Assert.InRange(service.Paths.Count, 2_000, 100_000);
    }

    [Fact]
    public async Task A_hundred_thousand_customers_of_one_row_each()
    {
        var operation = new HeldOperation();
        operation.LetGo();
        var rows = Enumerable.Range(0, 100_000).Select(static n => new HeldRow($"C{n}", n));

        var reports = await operation.RunAsync(rows, new BulkOptions { Linger = TimeSpan.Zero }, Stop).WaitAsync(Guard, Stop);

        Assert.Equal(Enumerable.Range(0, 100_000), reports.Select(static report => report.Number));
        Assert.InRange(operation.MostInFlight, 1, 8);
    }

    [Fact]
    public async Task Thousands_of_customers_are_created_and_given_a_tag_each()
    {
        using var service = new InMemoryService();
        var customers = Enumerable.Range(0, 5_000).Select(static n => Make.Customer() with { RefId = $"C{n}", Line = n });
        var created = await new CustomerCreator(service.Connection, RequestObserver.None).RunAsync(customers, new BulkOptions { BatchSize = 1 }, Stop).WaitAsync(Guard, Stop);

        var tags = Enumerable.Range(0, 5_000).Select(static n => Make.Order($"T{n}", "AA1111", $"C{n}", line: n));
        var added = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).RunAsync(tags, new BulkOptions(), Stop).WaitAsync(Guard, Stop);

        Assert.Equal([.. Enumerable.Range(0, 5_000)], [.. created.Select(static report => report.Line!.Value)]);
        Assert.All(created, static report => Assert.Equal(Outcome.Created, report.Outcome));
        AssertAllAdded(added, 5_000);
        Assert.Equal(5_000, service.HeldTags().Count());
    }

    [Fact]
    public async Task Rows_in_no_order_find_those_of_their_customer_in_the_window()
    {
        // 20,000 rows of 2,000 customers in turn, and a service that answers only while the adder waits since the
        // window is full: however fast the machine, the count is the same. A window of 4,096 rows holds two of each
        // customer; one of 20,000 holds them all, but for the eight that left with the first rows.
        var (narrow, wide) = (await CountAsync(smallestWindow: 4096), await CountAsync(smallestWindow: 20_000));

        Assert.InRange(narrow, 2_000, 10_100);
        Assert.Equal(2_008, wide);
    }

    [Fact]
    public async Task Two_runs_at_once_on_one_connection()
    {
        using var service = await (await new InMemoryService().WithCustomerAsync("A1")).WithCustomerAsync("B2");
        var adder = new TagWriter(service.Connection, Operation.Add, RequestObserver.None);

        var both = await Task.WhenAll(RunAsync("A1"), RunAsync("B2")).WaitAsync(Guard, Stop);

        Assert.All(both, static reports => AssertAllAdded(reports, 5_000));
        Assert.Equal(5_000, service.Held("A1").Count);
        Assert.Equal(5_000, service.Held("B2").Count);

        Task<IReadOnlyList<TagResult>> RunAsync(string refId) => Task.Run(
            () => adder.RunAsync(Enumerable.Range(0, 5_000).Select(n => Make.Order($"{refId}-{n}", "AA1111", refId, line: n)), new BulkOptions(), Stop),
            Stop);
    }

    /// <summary>How many requests it takes, where they end one by one in the order in which they started.</summary>
    private static async Task<int> CountAsync(int smallestWindow)
    {
        const int Throttle = 8;
        var clock = new FakeTimeProvider();
        var operation = new HeldOperation();
        using var run = operation.Start(new BulkOptions { ThrottleLimit = Throttle, SmallestWindow = smallestWindow, Clock = clock }, Stop);
        var taken = 0;
        var finished = 0;
        for (var n = 0; n < 20_000; n++)
        {
            while (run.IsFull)
            {
                var waiting = run.WaitAsync(Timeout.InfiniteTimeSpan, Stop);
                while (!waiting.IsCompleted)
                {
                    (await operation.StartedAsync(++finished)).Finish();
                    await Task.WhenAny(waiting, operation.StartedAsync(finished + Throttle));
                }

                taken += run.Taken().Count();
            }

            run.Add(new HeldRow($"C{n % 2_000}", n));
            if (n == 100)
            {
                clock.Advance(TimeSpan.FromMilliseconds(5));
            }
        }

        operation.LetGo();
        while (!run.IsEmpty)
        {
            await run.WaitAsync(Timeout.InfiniteTimeSpan, Stop).WaitAsync(Guard, Stop);
            taken += run.Taken().Count();
        }

        Assert.Equal(20_000, taken);
        return operation.Started.Count;
    }

    private static void AssertAllAdded(IReadOnlyList<TagResult> reports, int count)
    {
        Assert.Equal([.. Enumerable.Range(0, count)], [.. reports.Select(static report => report.Line!.Value)]);
        Assert.DoesNotContain(reports, static report => report.Outcome != Outcome.Added);
    }
}
