using System.Diagnostics;

namespace ParkUp.Bench;

/// <summary>Runs of the module in the hosted engine, of which the server records the load.</summary>
/// <param name="sandbox">The server, which holds the roster's customers.</param>
/// <param name="roster">The rows.</param>
internal sealed class RecordedRuns(SandboxProcess sandbox, Roster roster) : IDisposable
{
    private const int WarmUpRound = 0;

    private readonly EngineSession _session = EngineSession.ConnectedTo(sandbox);
    private readonly List<(string Run, int Rows)> _added = [];

    /// <summary>Runs once without counting: in it code is compiled and connections are made.</summary>
    public Task WarmUpAsync(int customers) => AddAsync(Throttle.Untuned, WarmUpRound, customers);

    /// <summary>Adds the tags of so many customers.</summary>
    /// <exception cref="BenchException">Not every row was added.</exception>
    public Task<RecordedRun> AddAsync(Throttle throttle, int round, int customers)
    {
        var run = RunCodes.Of(throttle.Code, round);
        var rows = customers * roster.TagsEach;
        _session.With("rows", roster.Rows(run).Take(rows).Select(static line => line.ToCsvObject()).ToArray());
        return RecordAsync(run, $"$rows | {throttle.Command} | Measure-BenchResult", () => rows);
    }

    /// <summary>Adds tags for so long, from a source that never waits.</summary>
    /// <exception cref="BenchException">Not every row was added, or there were too few.</exception>
    public async Task<RecordedRun> StreamAsync(Throttle throttle, int round, TimeSpan duration)
    {
        var run = RunCodes.Of(throttle.Code, round);
        var sent = new SentRows();
        _session.With("sent", sent);
        var recorded = await RecordAsync(
            run,
            FormattableString.Invariant($"New-BenchRow -Customers {roster.Customers} -TagsEach {roster.TagsEach} -Run {run} -Seconds {duration.TotalSeconds} -Sent $sent | {throttle.Command} | Measure-BenchResult"),
            () => sent.Count);
        return sent.Count < roster.Count
            ? recorded
            : throw new BenchException(FormattableString.Invariant($"{roster.Count} rows are too few for {duration.TotalSeconds} s."));
    }

    /// <summary>Checks that the server holds what the runs since the last check added.</summary>
    /// <exception cref="BenchException">Something is missing.</exception>
    public async Task RequireAsync()
    {
        await sandbox.RequireAsync(roster, _added);
        _added.Clear();
    }

    public void Dispose() => _session.Dispose();

    private async Task<RecordedRun> RecordAsync(string run, string script, Func<int> rows)
    {
        await sandbox.StartRecordAsync();
        var (count, took) = await Task.Run(() =>
        {
            var clock = Stopwatch.StartNew();
            return (_session.Count(script), clock.Elapsed);
        });
        count.Require(rows());
        _added.Add((run, count.Added));
        return new RecordedRun(count.Added, took.TotalSeconds, await sandbox.ReadLoadAsync());
    }
}

/// <summary>A run, and what the server saw of it.</summary>
/// <param name="Rows">How many rows it added.</param>
/// <param name="Seconds">How long it took, from the first row to the last result.</param>
/// <param name="Load">What the server saw.</param>
internal sealed record RecordedRun(int Rows, double Seconds, Load Load)
{
    public double RowsPerSecond => Rows / Seconds;

    /// <summary>The share of its requests that were answered 429, in percent.</summary>
    public double RefusedPercent => 100.0 * Load.Refused / Load.Requests;

    /// <summary>How many requests the server had at a time, on average over each step of its record.</summary>
    public IReadOnlyList<double> InFlight => [.. Load.Course.Select(static step => step.InFlight)];
}
