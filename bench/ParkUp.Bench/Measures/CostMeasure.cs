using System.Diagnostics;
using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>What the module itself costs a row, with no network, against a cmdlet that does nothing.</summary>
internal sealed class CostMeasure : IMeasure
{
    private const string ModuleScript = "$rows | Add-ParkUpTag -Connection $connection -BatchSize 50 | Measure-BenchResult";
    private const string IdleScript = "$rows | Copy-BenchRow | Measure-BenchResult";

    // A round takes less than a second: the runtime optimises code after that.
    private const int WarmUps = 3;

    // No host ever has this name: a request that got past the answers would find nobody.
    private static readonly Uri Nowhere = new("https://bench.invalid/");

    public string Name => "cost";

    public string Description => "100,000 rows, 50 a request, answered in memory: time and bytes a row, against a cmdlet that only binds and writes";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        var roster = new Roster(customers: 2000, tagsEach: 50);
        var run = RunCodes.Of('M', round: 0);
        using var answers = new ReadyAnswers(roster, run);
        using var token = SandboxProcess.SecureToken();
        using var session = new EngineSession()
            .With("connection", ParkUpConnection.Open(new ConnectionOptions { Token = token, BaseUri = Nowhere, Handler = answers }));

        List<Sample> module = [];
        List<Sample> idle = [];
        await Contest.RunAsync(context, [Contender("module", ModuleScript, module), Contender("idle cmdlet", IdleScript, idle)], warmUps: WarmUps);
        context.Say(FormattableString.Invariant($"{answers.Requests / (context.Rounds + WarmUps)} requests a round, {roster.Customers} where every batch leaves full"));
        return
        [
            Of("cost: time a row, no HTTP", "us", 2, static sample => sample.Microseconds, Target.DifferenceAtMost(4.5)),
            Of("cost: processor time a row, all threads, no HTTP", "us", 2, static sample => sample.ProcessorMicroseconds, target: null),
            Of("cost: allocated a row, no HTTP", "bytes", 0, static sample => sample.Bytes, Target.DifferenceAtMost(2500)),
        ];

        Contender Contender(string name, string script, List<Sample> samples) => new(name, round =>
        {
            // New rows each round, as Import-Csv brings: the first look at a row costs more than a later one.
            session.With("rows", roster.Rows(run).Select(static line => line.ToCsvObject()).ToArray());
            GC.Collect();
            var sample = Take(session, script, roster.Count);
            if (round > 0)
            {
                samples.Add(sample);
            }

            return Task.FromResult(sample.Microseconds);
        });

        Figure Of(string measure, string unit, int digits, Func<Sample, double> figure, Target? target) => new()
        {
            Measure = measure,
            Unit = unit,
            Digits = digits,
            Module = new Series("module", [.. module.Select(figure)]),
            Reference = new Series("idle cmdlet", [.. idle.Select(figure)]),
            Target = target,
        };
    }

    private static Sample Take(EngineSession session, string script, int rows)
    {
        using var self = Process.GetCurrentProcess();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var processor = self.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var count = session.Count(script);
        var took = clock.Elapsed;
        self.Refresh();
        processor = self.TotalProcessorTime - processor;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        count.Require(rows);
        return new Sample(took.TotalMicroseconds / rows, processor.TotalMicroseconds / rows, (double)bytes / rows);
    }

    private sealed record Sample(double Microseconds, double ProcessorMicroseconds, double Bytes);
}
