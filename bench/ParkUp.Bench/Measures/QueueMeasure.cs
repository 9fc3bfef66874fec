namespace ParkUp.Bench;

/// <summary>Whether the number that finds itself leaves no worker idle, and makes no long line before them.</summary>
internal sealed class QueueMeasure : IMeasure
{
    private const int Capacity = 8;
    private const int WarmUpCustomers = 1000;

    // A fixed number has its rate from the start.
    private const int CustomersOfFixed = 1000;

    public string Name => "queue";

    public string Description => "20,000 rows to a server that works on 8 requests at a time, 20 ms each, and queues the rest, against fixed numbers";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var roster = new Roster(customers: 2000, tagsEach: 10);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.FromMilliseconds(20), roster);
        await sandbox.ChangeLimitsAsync(FormattableString.Invariant($"capacity={Capacity}"));
        using var runs = new RecordedRuns(sandbox, roster);
        await runs.WarmUpAsync(WarmUpCustomers);
        var contest = await ThrottleContest.RunAsync(
            context, runs, (throttle, round) => runs.AddAsync(throttle, round, throttle.Limit is null ? roster.Customers : CustomersOfFixed));
        var atCapacity = Throttle.Fixed.Single(static throttle => throttle.Limit == Capacity);
        return
        [
            new Figure
            {
                Measure = "queue: 8 at a time, 20 ms each: throughput",
                Unit = "rows/s",
                Module = contest.Of(Throttle.Untuned, static run => run.RowsPerSecond),
                Reference = contest.BestFixed(static run => run.RowsPerSecond),
                Target = Target.RatioAtLeast(0.95),
                Course = contest.Course,
            },
            new Figure
            {
                Measure = "queue: 99th percentile of latency",
                Unit = "ms",
                Digits = 1,
                Module = contest.Of(Throttle.Untuned, static run => run.Load.Times.P99),
                Reference = contest.Of(atCapacity, static run => run.Load.Times.P99),
                Target = Target.RatioAtMost(2),
            },
        ];
    }
}
