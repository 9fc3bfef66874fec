using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>What a plan keeps in memory beyond the texts of its roster: one must be able to plan a large one.</summary>
internal sealed class PlanMemoryMeasure : IMeasure
{
    private const int StepsBetweenLooks = 10_000;

    public string Name => "planmemory";

    public string Description => "peak of live memory a row while 100,000 rows are planned, without the roster's texts, against the checked rows alone";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var scenario = new PlanScenario(new Roster(customers: 20_000, tagsEach: 5), changes: 10);
        RosterLine[] lines = [.. scenario.Rows()];
        RosterLine[] held = [.. scenario.Lists().SelectMany(static tags => tags)];
        var series = await Contest.RunAsync(
            context,
            [
                new Contender("planner", _ => Task.FromResult(Plan(scenario, lines, static () => new PlanState(), PlanInput.Options))),
                new Contender("planner with a state", _ => Task.FromResult(Plan(scenario, lines, () => PlanInput.State(held), PlanInput.OptionsWithState))),
                new Contender("rows alone", _ => Task.FromResult(MakeRows(lines))),
            ]);
        return
        [
            new Figure
            {
                Measure = "planmemory: peak of live memory a row",
                Unit = "bytes",
                Module = series[0],
                Reference = series[2],
                Target = Target.ModuleAtMost(400),
            },
            new Figure
            {
                Measure = "planmemory: the same, with a state of all tags",
                Unit = "bytes",
                Module = series[1],
                Reference = series[2],
            },
        ];
    }

    private static double Plan(PlanScenario scenario, RosterLine[] lines, Func<PlanState> readState, PlanOptions options)
    {
        var live = new LiveMemory();
        var rows = RowsOf(lines);
        live.Look();
        var planner = new Planner(rows, readState(), options);
        live.Look();
        foreach (var tags in scenario.Lists())
        {
            // Made one by one, as answers come: what is kept of them counts.
            planner.Note(PlanInput.Listing(tags));
        }

        live.Look();
        var tally = new StepTally();
        var steps = 0;
        foreach (var step in planner.Steps())
        {
            tally.Add(step);
            if (steps++ % StepsBetweenLooks == 0)
            {
                live.Look();
            }
        }

        live.Look();
        GC.KeepAlive(planner);
        tally.Count.Require(scenario.Expected);
        return (double)live.Peak / lines.Length;
    }

    private static double MakeRows(RosterLine[] lines)
    {
        var live = new LiveMemory();
        var rows = RowsOf(lines);
        live.Look();
        GC.KeepAlive(rows);
        return (double)live.Peak / lines.Length;
    }

    private static List<PlanRow> RowsOf(RosterLine[] lines)
    {
        // Grows as it does while a roster is read, with room to spare at the end.
        List<PlanRow> rows = [];
        foreach (var line in lines)
        {
            rows.AddRange(PlanInput.Row(line));
        }

        return rows;
    }

    /// <summary>What is alive beyond what was at first: each look collects what is not.</summary>
    private sealed class LiveMemory
    {
        private readonly long _atFirst = GC.GetTotalMemory(forceFullCollection: true);

        public long Peak { get; private set; }

        public void Look() => Peak = Math.Max(Peak, GC.GetTotalMemory(forceFullCollection: true) - _atFirst);
    }
}
