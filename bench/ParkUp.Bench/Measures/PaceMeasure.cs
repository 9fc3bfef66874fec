namespace ParkUp.Bench;

/// <summary>Whether the number that finds itself is as good as the best that a user would find by trying.</summary>
internal sealed class PaceMeasure : IMeasure
{
    private const int WarmUpCustomers = 1000;

    public string Name => "pace";

    public string Description => "20,000 rows, 10 a customer, 20 ms latency, nothing tuned, against the best of 4, 8, 16, 24 and 32 in flight";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var roster = new Roster(customers: 2000, tagsEach: 10);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.FromMilliseconds(20), roster);
        using var runs = new RecordedRuns(sandbox, roster);
        await runs.WarmUpAsync(WarmUpCustomers);
        var contest = await ThrottleContest.RunAsync(context, runs, (throttle, round) => runs.AddAsync(throttle, round, roster.Customers));
        return
        [
            new Figure
            {
                Measure = "pace: 10 rows a customer, 20 ms, nothing tuned",
                Unit = "rows/s",
                Module = contest.Of(Throttle.Untuned, static run => run.RowsPerSecond),
                Reference = contest.BestFixed(static run => run.RowsPerSecond),
                Target = Target.RatioAtLeast(0.9),
                Course = contest.Course,
            },
        ];
    }
}
