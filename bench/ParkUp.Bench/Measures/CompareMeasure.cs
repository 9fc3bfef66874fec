using System.Diagnostics;

namespace ParkUp.Bench;

/// <summary>The main cost of a plan: the list of each customer, over a network.</summary>
internal sealed class CompareMeasure : IMeasure
{
    private const int InFlight = 8;

    public string Name => "compare";

    public string Description => "5,000 customers compared, 4 rows each, 20 ms latency, 8 in flight, against a raw loop of list calls";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var scenario = new PlanScenario(new Roster(customers: 5000, tagsEach: 4), changes: 10);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.FromMilliseconds(20), scenario.Roster);
        using var raw = new RawLoop(sandbox.BaseUri);
        RosterLine[][] lists = [.. scenario.Lists()];
        await raw.RunAsync(lists, inFlight: 64);

        using var session = EngineSession.ConnectedTo(sandbox);
        var series = await Contest.RunAsync(
            context,
            [
                new Contender("module", _ => Task.FromResult(RunModule(session, scenario))),
                new Contender("raw HttpClient loop", async _ => lists.Length / (await raw.ListAsync(lists, InFlight)).TotalSeconds),
            ]);
        return
        [
            new Figure
            {
                Measure = "compare: 5,000 customers, 20 ms, 8 in flight",
                Unit = "lists/s",
                Digits = 1,
                Module = series[0],
                Reference = series[1],
                Target = Target.RatioAtLeast(0.9),
            },
        ];
    }

    private static double RunModule(EngineSession session, PlanScenario scenario)
    {
        session.With("rows", scenario.Rows().Select(static line => line.ToCsvObject()).ToArray());
        var clock = Stopwatch.StartNew();
        var count = session.Take<StepCount>(FormattableString.Invariant($"$rows | Compare-ParkUpRoster -Revoke All -ThrottleLimit {InFlight} | Measure-BenchStep"));
        var took = clock.Elapsed;
        count.Require(scenario.Expected);
        return scenario.Roster.Customers / took.TotalSeconds;
    }
}
