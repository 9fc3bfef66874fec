namespace ParkUp.Bench;

/// <summary>The main job: a roster over a network with nothing tuned, against what people write without the module, and by hand.</summary>
internal sealed class BulkMeasure : IMeasure
{
    private const char Raw = 'R';
    private const int BatchSize = 50;
    private const int InFlightOfRaw = 32;

    public string Name => "bulk";

    public string Description =>
        "20,000 rows, 10 a customer, 20 ms latency, nothing tuned, against Invoke-RestMethod and a raw HttpClient loop";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var roster = new Roster(customers: 2000, tagsEach: 10);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.FromMilliseconds(20), roster);
        using var runs = new RecordedRuns(sandbox, roster);
        using var loop = new RawLoop(sandbox.BaseUri);
        using var scripts = new PwshContest(sandbox, roster);
        var series = await Contest.RunAsync(
            context,
            [
                new Contender("module", async round => (await runs.AddAsync(Throttle.Untuned, round, roster.Customers)).RowsPerSecond),
                new Contender("raw HttpClient loop, 32 in flight", async round =>
                    roster.Count / (await loop.RunAsync(roster.Batches(RunCodes.Of(Raw, round), BatchSize), InFlightOfRaw)).TotalSeconds),
                .. scripts.Contenders,
            ],
            async round =>
            {
                await runs.RequireAsync();
                await sandbox.RequireAsync(roster, [(RunCodes.Of(Raw, round), roster.Count), .. scripts.Added(round)]);
            });
        if (series is not [var hosted, var raw, var inPwsh, var oneByOne, var parallel])
        {
            throw new BenchException("The contest has other contenders than this measure knows.");
        }

        return
        [
            Figure("in pwsh", inPwsh, oneByOne, Target.RatioAtLeast(250)),
            Figure("in the hosted engine", hosted, oneByOne, Target.RatioAtLeast(250)),
            Figure("in pwsh", inPwsh, parallel, Target.RatioAtLeast(60)),
            Figure("in the hosted engine", hosted, parallel, Target.RatioAtLeast(60)),
            Figure("in pwsh", inPwsh, raw, target: null),
            Figure("in the hosted engine", hosted, raw, target: null),
        ];
    }

    private static Figure Figure(string where, Series module, Series reference, Target? target) => new()
    {
        Measure = $"bulk: 10 rows a customer, 20 ms, nothing tuned, {where}",
        Unit = "rows/s",
        Module = module,
        Reference = reference,
        Target = target,
    };
}
