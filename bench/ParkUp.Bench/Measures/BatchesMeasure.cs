namespace ParkUp.Bench;

/// <summary>What a row costs where the network costs next to nothing: fifty to a request.</summary>
internal sealed class BatchesMeasure : IMeasure
{
    public string Name => "batches";

    public string Description => "100,000 rows, 50 a customer, no latency, batch 50, 8 in flight, against a raw HttpClient loop";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var roster = new Roster(customers: 2000, tagsEach: 50);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.Zero, roster);
        using var contest = new RateContest(sandbox, roster, batchSize: 50, inFlight: 8);
        var series = await Contest.RunAsync(context, contest.Contenders, round => sandbox.RequireAsync(roster, contest.Added(round)));
        return
        [
            new Figure
            {
                Measure = "batches: no latency, batch 50, 8 in flight",
                Unit = "rows/s",
                Module = series[0],
                Reference = series[1],
                Target = Target.RatioAtLeast(0.3),
            },
        ];
    }
}
