namespace ParkUp.Bench;

/// <summary>What the module costs where the network costs next to nothing, against the raw loop.</summary>
internal sealed class RateMeasure(string name, string description, Roster roster, int batchSize, int inFlight, string unit, double floor) : IMeasure
{
    // A round takes a second: the runtime optimises code after that, and the module has more of it than the loop.
    private const int WarmUps = 3;

    /// <summary>What a request costs: every row is one, of a customer of its own.</summary>
    public static RateMeasure Requests { get; } = new(
        "requests",
        "20,000 requests of one row, no latency, 16 in flight, against a raw HttpClient loop",
        new Roster(customers: 20_000, tagsEach: 1),
        batchSize: 1,
        inFlight: 16,
        "requests/s",
        floor: 0.8);

    /// <summary>What a row costs: fifty to a request.</summary>
    public static RateMeasure Batches { get; } = new(
        "batches",
        "100,000 rows, 50 a customer, no latency, batch 50, 8 in flight, against a raw HttpClient loop",
        new Roster(customers: 2000, tagsEach: 50),
        batchSize: 50,
        inFlight: 8,
        "rows/s",
        floor: 0.3);

    public string Name => name;

    public string Description => description;

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.Zero, roster);
        using var contest = new RateContest(sandbox, roster, batchSize, inFlight);
        var series = await Contest.RunAsync(context, contest.Contenders, round => sandbox.RequireAsync(roster, contest.Added(round)), WarmUps);
        return
        [
            new Figure
            {
                Measure = FormattableString.Invariant($"{name}: no latency, batch {batchSize}, {inFlight} in flight"),
                Unit = unit,
                Module = series[0],
                Reference = series[1],
                Target = Target.RatioAtLeast(floor),
            },
        ];
    }
}
