namespace ParkUp.Bench;

/// <summary>Whether the number that finds itself takes what a service grants, and asks for little more.</summary>
internal sealed class RateLimitMeasure : IMeasure
{
    private const int RequestsPerSecond = 100;
    private const int TagsEach = 10;
    private const int WarmUpCustomers = 1000;

    // A run takes 25 s.
    private const int Customers = 25 * RequestsPerSecond;
    private const int MostRounds = 3;

    private static readonly Variant[] Variants =
    [
        new("without Retry-After", "rate=100", new Throttle("without Retry-After", 'N', Limit: null)),
        new("with Retry-After", "rate=100&retryAfter", new Throttle("with Retry-After", 'W', Limit: null)),
    ];

    public string Name => "ratelimit";

    public string Description => "25,000 rows, 10 a request, 20 ms latency, to a server that answers 429 beyond 100 requests/s; three rounds";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        context = context with { Rounds = Math.Min(context.Rounds, MostRounds) };
        var roster = new Roster(Customers, TagsEach);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.FromMilliseconds(20), roster);
        using var runs = new RecordedRuns(sandbox, roster);
        await runs.WarmUpAsync(WarmUpCustomers);
        var recorded = Variants.ToDictionary(static variant => variant, static _ => new List<RecordedRun>());
        await Contest.RunAsync(
            context,
            [.. Variants.Select(variant => new Contender(variant.Name, async round =>
            {
                // A limiter of its own for each run: the window is empty at its start.
                await sandbox.ChangeLimitsAsync(variant.Limits);
                var run = await runs.AddAsync(variant.Throttle, round, Customers);
                recorded[variant].Add(run);
                return Customers / run.Seconds;
            }))],
            _ => runs.RequireAsync(),
            warmUps: 0);
        return [.. Variants.SelectMany(variant => Figures(context, variant, recorded[variant]))];
    }

    private static IEnumerable<Figure> Figures(BenchContext context, Variant variant, List<RecordedRun> runs)
    {
        var course = new Course(runs[^1].InFlight);
        context.Say($"{variant.Name}: {course}");
        yield return new Figure
        {
            Measure = $"ratelimit: 100 requests/s, {variant.Name}: taken",
            Unit = "requests/s",
            Digits = 1,
            Module = new Series(variant.Name, [.. runs.Select(static run => Customers / run.Seconds)]),
            Reference = new Series("the limit", [.. runs.Select(static _ => (double)RequestsPerSecond)]),
            Target = Target.RatioAtLeast(0.9),
            Course = course,
        };
        yield return new Figure
        {
            Measure = $"ratelimit: {variant.Name}: answered 429",
            Unit = "%",
            Digits = 1,
            Module = new Series(variant.Name, [.. runs.Select(static run => run.RefusedPercent)]),
            Target = Target.ModuleAtMost(5),
        };
    }

    private sealed record Variant(string Name, string Limits, Throttle Throttle);
}
