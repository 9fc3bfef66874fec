namespace ParkUp.Bench;

/// <summary>Whether the number that finds itself follows a service that becomes slow, and quick again.</summary>
internal sealed class LatencyMeasure : IMeasure
{
    private const int WarmUpCustomers = 1000;
    private const int MostRounds = 3;

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan[] Phases = [Quick, Slow, Quick];
    private static readonly TimeSpan PhaseLength = TimeSpan.FromSeconds(4);

    public string Name => "latency";

    public string Description => "latency of 20, 60 and again 20 ms, 4 s each, 2 rows a request, against the best fixed number of each phase; three rounds";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        context = context with { Rounds = Math.Min(context.Rounds, MostRounds) };
        var roster = new Roster(customers: 24_000, tagsEach: 2);
        await using var sandbox = await SandboxProcess.StartAsync(Quick, roster);
        using var runs = new RecordedRuns(sandbox, roster);
        await runs.WarmUpAsync(WarmUpCustomers);
        var contest = await ThrottleContest.RunAsync(context, runs, (throttle, round) => RunAsync(sandbox, runs, throttle, round));
        return [.. Enumerable.Range(0, Phases.Length).Select(phase => new Figure
        {
            Measure = FormattableString.Invariant($"latency: phase {phase + 1}, {Phases[phase].TotalMilliseconds} ms"),
            Unit = "requests/s",
            Module = contest.Of(Throttle.Untuned, run => Rate(run, phase)),
            Reference = contest.BestFixed(run => Rate(run, phase)),
            Target = Target.RatioAtLeast(0.9),
            Course = phase == 0 ? contest.Course : null,
        })];
    }

    private static double Rate(RecordedRun run, int phase) => run.Load.Phases[phase].Answered / run.Load.Phases[phase].Seconds;

    private static async Task<RecordedRun> RunAsync(SandboxProcess sandbox, RecordedRuns runs, Throttle throttle, int round)
    {
        await sandbox.ChangeLatencyAsync(Phases[0]);
        var running = runs.StreamAsync(throttle, round, PhaseLength * Phases.Length);
        foreach (var latency in Phases.Skip(1))
        {
            await Task.Delay(PhaseLength);
            await sandbox.ChangeLatencyAsync(latency);
        }

        var run = await running;
        return run.Load.Phases.Select(static phase => phase.Latency).SequenceEqual(Phases.Select(static latency => latency.TotalMilliseconds))
            ? run
            : throw new BenchException($"The server saw other phases: {string.Join(", ", run.Load.Phases)}.");
    }
}
