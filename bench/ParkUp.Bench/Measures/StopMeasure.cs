using System.Diagnostics;
using System.Management.Automation;

namespace ParkUp.Bench;

/// <summary>How long Ctrl+C takes while nobody answers.</summary>
internal sealed class StopMeasure : IMeasure
{
    private const int InFlight = 32;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public string Name => "stop";

    public string Description => "from Stop() to the pipeline's end with 32 requests stalled, against a cmdlet that only waits";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        // With its log: that shows when all requests are there.
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.Zero, "--fault", "Timeout:1");
        using var session = EngineSession.ConnectedTo(sandbox);
        var rows = new Roster(customers: 1000, tagsEach: 1).Rows(RunCodes.Of('M', round: 0));
        session.With("rows", rows.Select(static line => line.ToCsvObject()).ToArray());
        var series = await Contest.RunAsync(
            context,
            [
                new Contender("module", async _ =>
                {
                    await sandbox.ClearLogAsync();
                    return await StopAsync(
                        session,
                        FormattableString.Invariant($"$rows | Add-ParkUpTag -BatchSize 1 -ThrottleLimit {InFlight}"),
                        async () => await sandbox.CountRequestsAsync() == InFlight);
                }),
                new Contender("idle cmdlet", _ => StopAsync(session, "Wait-BenchStop", static () => Task.FromResult(true))),
            ]);
        return
        [
            new Figure
            {
                Measure = "stop: Ctrl+C with 32 requests stalled",
                Unit = "ms",
                Digits = 1,
                Module = series[0],
                Reference = series[1],
                Target = Target.ModuleAtMost(100),
            },
        ];
    }

    private static async Task<double> StopAsync(EngineSession session, string script, Func<Task<bool>> isThereAsync)
    {
        using var engine = session.Start(script, out var started);
        var waiting = Stopwatch.StartNew();
        while (!await isThereAsync())
        {
            if (waiting.Elapsed > Limit)
            {
                throw new BenchException($"'{script}' did not send {InFlight} requests.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        // The pipeline has nothing to do but wait by now.
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        var clock = Stopwatch.StartNew();
        await engine.StopAsync(callback: null, state: null);
        try
        {
            engine.EndInvoke(started);
            throw new BenchException($"'{script}' ended before it was stopped.");
        }
        catch (PipelineStoppedException)
        {
            return clock.Elapsed.TotalMilliseconds;
        }
    }
}
