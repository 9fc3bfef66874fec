using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>Tests of runs whose requests are held, by a clock that stands still until it is told to go on.</summary>
public abstract class HeldRunTests
{
    /// <summary>How long rows linger here.</summary>
    protected static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    // So that a run that hangs fails its test, rather than all tests.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new();

    private protected HeldOperation Operation { get; } = new();

    private protected BulkRun<HeldRow, HeldResult> Start(int batchSize = 1, int throttle = 8, int window = 4096, CancellationToken? stop = null) =>
        Operation.Start(
            new BulkOptions { BatchSize = batchSize, ThrottleLimit = throttle, SmallestWindow = window, Linger = Linger, Clock = Clock },
            stop ?? Stop);

    /// <summary>Adds rows of one customer with these numbers.</summary>
    private protected static void Add(BulkRun<HeldRow, HeldResult> run, string? customer, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            run.Add(new HeldRow(customer, number));
        }
    }

    /// <summary>Waits for the row whose turn it is, as the adder does who has nothing else to do.</summary>
    private protected static Task WaitAsync(BulkRun<HeldRow, HeldResult> run) => run.WaitAsync(Timeout.InfiniteTimeSpan, Stop).WaitAsync(Guard, Stop);

    /// <summary>The results that can be had at once.</summary>
    private protected static int[] Taken(BulkRun<HeldRow, HeldResult> run) => [.. run.Taken().Select(static result => result.Number)];

    /// <summary>All results from here on.</summary>
    private protected static async Task<int[]> TakeAllAsync(BulkRun<HeldRow, HeldResult> run)
    {
        List<int> results = [.. Taken(run)];
        while (!run.IsEmpty)
        {
            await WaitAsync(run);
            results.AddRange(Taken(run));
        }

        return [.. results];
    }

    /// <summary>Waits for all results from here on: it is these.</summary>
    private protected static async Task AssertResultsAsync(BulkRun<HeldRow, HeldResult> run, params int[] expected)
    {
        var results = await TakeAllAsync(run);
        Assert.Equal(expected, results);
    }

    /// <summary>
    /// Lets what was handed to the thread pool have its turn, by queueing up behind it. Enough to see starts that
    /// should not be, and never a reason to fail.
    /// </summary>
    private protected static async Task SettleAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.SetResult(), turn, preferLocal: false);
            await turn.Task.WaitAsync(Guard, Stop);
        }
    }
}
