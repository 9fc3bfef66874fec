using System.Diagnostics;
using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>What planning costs where the network costs nothing, with the engine and without, against a join written by hand.</summary>
internal sealed class PlanMeasure : IMeasure
{
    private const int InFlight = 8;

    // A single pass without the engine takes a tenth of a second: too short beside whatever else the machine does.
    private const int Passes = 5;

    public string Name => "plan";

    public string Description => "100,000 rows of 20,000 customers planned, lists answered in memory, against a LINQ join of rows and lists that are objects already";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var scenario = new PlanScenario(new Roster(customers: 20_000, tagsEach: 5), changes: 10);
        using var answers = new ReadyLists(scenario);
        using var token = SandboxProcess.SecureToken();
        using var session = new EngineSession()
            .With("connection", ParkUpConnection.Open(new ConnectionOptions { Token = token, BaseUri = ReadyLists.Nowhere, Handler = answers }));

        var series = await Contest.RunAsync(
            context,
            [
                new Contender("module", _ => Task.FromResult(RunModule(session, scenario))),
                new Contender("planner", _ => Task.FromResult(RunPlanner(scenario, new PlanState(), PlanInput.Options))),
                new Contender("planner with a state", _ => Task.FromResult(RunPlanner(
                    scenario, PlanInput.State(scenario.Lists().SelectMany(static tags => tags)), PlanInput.OptionsWithState))),
                new Contender("LINQ join", _ => Task.FromResult(RunJoin(scenario))),
            ]);
        if (answers.Requests != scenario.Roster.Customers * (context.Rounds + 1))
        {
            throw new BenchException(FormattableString.Invariant($"{answers.Requests} requests were sent, and not one a customer and round."));
        }

        return
        [
            Figure("plan: Compare-ParkUpRoster, no HTTP", series[0], series[3], floor: 0.05),
            Figure("plan: the planner alone", series[1], series[3], floor: 0.5),
            Figure("plan: the planner alone, with a state of all tags", series[2], series[3], floor: 0.25),
        ];
    }

    private static double RunModule(EngineSession session, PlanScenario scenario)
    {
        session.With("rows", scenario.Rows().Select(static line => line.ToCsvObject()).ToArray());
        GC.Collect();
        var clock = Stopwatch.StartNew();
        var count = session.Take<StepCount>(
            FormattableString.Invariant($"$rows | Compare-ParkUpRoster -Connection $connection -Revoke All -ThrottleLimit {InFlight} | Measure-BenchStep"));
        var took = clock.Elapsed;
        count.Require(scenario.Expected);
        return scenario.Roster.Count / took.TotalSeconds;
    }

    private static double RunPlanner(PlanScenario scenario, PlanState state, PlanOptions options)
    {
        List<PlanRow> rows = [.. scenario.Rows().SelectMany(PlanInput.Row)];
        CustomerListing[] lists = [.. scenario.Lists().Select(PlanInput.Listing)];
        GC.Collect();
        return Rate(scenario, () =>
        {
            var planner = new Planner(rows, state, options);
            Array.ForEach(lists, planner.Note);
            var tally = new StepTally();
            foreach (var step in planner.Steps())
            {
                tally.Add(step);
            }

            return tally.Count;
        });
    }

    private static double RunJoin(PlanScenario scenario)
    {
        RosterLine[] rows = [.. scenario.Rows()];
        var lists = scenario.Lists().ToDictionary(static tags => tags[0].RefId, StringComparer.Ordinal);
        GC.Collect();
        return Rate(scenario, () => HandJoin.Plan(rows, lists));
    }

    private static double Rate(PlanScenario scenario, Func<StepCount> plan)
    {
        var clock = Stopwatch.StartNew();
        for (var pass = 0; pass < Passes; pass++)
        {
            plan().Require(scenario.Expected);
        }

        return Passes * scenario.Roster.Count / clock.Elapsed.TotalSeconds;
    }

    private static Figure Figure(string measure, Series module, Series join, double floor) => new()
    {
        Measure = measure,
        Unit = "rows/s",
        Module = module,
        Reference = join,
        Target = Target.RatioAtLeast(floor),
    };
}
