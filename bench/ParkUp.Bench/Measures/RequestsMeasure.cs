namespace ParkUp.Bench;

/// <summary>What a request costs: every row is one, of a customer of its own.</summary>
internal sealed class RequestsMeasure : IMeasure
{
    public string Name => "requests";

    public string Description => "20,000 requests of one row, no latency, 16 in flight, against a raw HttpClient loop";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var roster = new Roster(customers: 20_000, tagsEach: 1);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.Zero, roster);
        using var contest = new RateContest(sandbox, roster, batchSize: 1, inFlight: 16);
        var series = await Contest.RunAsync(context, contest.Contenders, round => sandbox.RequireAsync(roster, contest.Added(round)));
        return
        [
            new Figure
            {
                Measure = "requests: no latency, batch 1, 16 in flight",
                Unit = "requests/s",
                Module = series[0],
                Reference = series[1],
                Target = Target.RatioAtLeast(0.75),
            },
        ];
    }
}
