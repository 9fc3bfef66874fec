using System.Diagnostics;

namespace ParkUp.Bench;

/// <summary>The module in the hosted engine and the raw loop, over the same rows and the same server.</summary>
/// <param name="sandbox">The server, which holds the roster's customers.</param>
/// <param name="roster">The rows.</param>
/// <param name="batchSize">How many rows go into one request at most.</param>
/// <param name="inFlight">How many requests are under way at once.</param>
internal sealed class RateContest(SandboxProcess sandbox, Roster roster, int batchSize, int inFlight) : IDisposable
{
    private const char Module = 'M';
    private const char Raw = 'R';

    private readonly EngineSession _session = EngineSession.ConnectedTo(sandbox);
    private readonly RawLoop _raw = new(sandbox.BaseUri);

    /// <summary>The two, whose figures are rows per second.</summary>
    public IReadOnlyList<Contender> Contenders =>
    [
        new Contender("module", round => Task.FromResult(RunModule(round))),
        new Contender("raw HttpClient loop", RunRawAsync),
    ];

    /// <summary>What the two have added in a round.</summary>
    public IReadOnlyList<(string Run, int Rows)> Added(int round) =>
        [(RunCodes.Of(Module, round), roster.Count), (RunCodes.Of(Raw, round), roster.Count)];

    public void Dispose()
    {
        _session.Dispose();
        _raw.Dispose();
    }

    private double RunModule(int round)
    {
        _session.With("rows", roster.Rows(RunCodes.Of(Module, round)).Select(static line => line.ToCsvObject()).ToArray());
        var clock = Stopwatch.StartNew();
        var count = _session.Count(FormattableString.Invariant(
            $"$rows | Add-ParkUpTag -BatchSize {batchSize} -ThrottleLimit {inFlight} | Measure-BenchResult"));
        var took = clock.Elapsed;
        count.Require(roster.Count);
        return roster.Count / took.TotalSeconds;
    }

    private async Task<double> RunRawAsync(int round)
    {
        var took = await _raw.RunAsync(roster.Batches(RunCodes.Of(Raw, round), batchSize), inFlight);
        return roster.Count / took.TotalSeconds;
    }
}
