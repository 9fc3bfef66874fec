namespace ParkUp.Bench;

/// <summary>The main job: a roster over a network, against what people write without the module, and by hand.</summary>
internal sealed class BulkMeasure : IMeasure
{
    private const int BatchSize = 50;
    private const int InFlight = 8;

    public string Name => "bulk";

    public string Description =>
        "20,000 rows, 10 a customer, 20 ms latency, batch 50, 8 in flight, against a raw HttpClient loop and Invoke-RestMethod";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var roster = new Roster(customers: 2000, tagsEach: 10);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.FromMilliseconds(20), roster);
        using var contest = new RateContest(sandbox, roster, BatchSize, InFlight);
        using var scripts = new PwshContest(sandbox, roster);
        var series = await Contest.RunAsync(
            context,
            [.. contest.Contenders, .. scripts.Contenders],
            round => sandbox.RequireAsync(roster, [.. contest.Added(round), .. scripts.Added(round)]));
        if (series is not [var hosted, var raw, var inPwsh, var oneByOne, var parallel])
        {
            throw new BenchException("The contest has other contenders than this measure knows.");
        }

        return
        [
            Figure("module in the hosted engine", hosted, raw, 0.9),
            Figure("module in pwsh", inPwsh, raw, 0.9),
            Figure("module in the hosted engine", hosted, oneByOne, 100),
            Figure("module in pwsh", inPwsh, oneByOne, 100),
            Figure("module in the hosted engine", hosted, parallel, 25),
            Figure("module in pwsh", inPwsh, parallel, 25),
        ];
    }

    private static Figure Figure(string who, Series module, Series reference, double target) => new()
    {
        Measure = $"bulk: 10 rows a customer, 20 ms, {who}",
        Unit = "rows/s",
        Module = module,
        Reference = reference,
        Target = Target.RatioAtLeast(target),
    };
}
