namespace ParkUp.Bench;

/// <summary>The module with nothing tuned and with each fixed number, in turn, against the same server.</summary>
internal sealed class ThrottleContest
{
    private readonly Dictionary<Throttle, List<RecordedRun>> _runs =
        Throttle.Fixed.Prepend(Throttle.Untuned).ToDictionary(static throttle => throttle, static _ => new List<RecordedRun>());

    private ThrottleContest()
    {
    }

    /// <summary>How many requests were in flight in the last run with nothing tuned.</summary>
    public Course Course => new(_runs[Throttle.Untuned][^1].InFlight);

    /// <summary>Runs the rounds.</summary>
    /// <param name="context">How many, and whom to tell.</param>
    /// <param name="runs">Where they run.</param>
    /// <param name="runAsync">Runs once, in the round of that number.</param>
    public static async Task<ThrottleContest> RunAsync(BenchContext context, RecordedRuns runs, Func<Throttle, int, Task<RecordedRun>> runAsync)
    {
        var contest = new ThrottleContest();
        await Contest.RunAsync(
            context,
            [.. contest._runs.Keys.Select(throttle => new Contender(throttle.Name, async round =>
            {
                var run = await runAsync(throttle, round);
                contest._runs[throttle].Add(run);
                return run.RowsPerSecond;
            }))],
            _ => runs.RequireAsync(),
            warmUps: 0);
        context.Say(contest.Course.ToString());
        return contest;
    }

    public Series Of(Throttle throttle, Func<RecordedRun, double> figure) => new(throttle.Name, [.. _runs[throttle].Select(figure)]);

    /// <summary>The figures of the fixed number that does best by them, more being better.</summary>
    public Series BestFixed(Func<RecordedRun, double> figure)
    {
        var best = Throttle.Fixed.Select(throttle => Of(throttle, figure)).MaxBy(static series => series.Median)!;
        return best with { Name = "best fixed number: " + best.Name };
    }
}
