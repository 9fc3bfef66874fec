namespace ParkUp.Bench;

/// <summary>
/// The main job in real pwsh, each run in a process of its own, timed within it: with the module, and as people write
/// it without. The latter on fewer rows, since their rate does not depend on how many there are.
/// </summary>
internal sealed class PwshContest(SandboxProcess sandbox, Roster roster) : IDisposable
{
    private const int WarmUpRows = 64;

    private static readonly (string Name, char Code, string Script, int Rows)[] Scripts =
    [
        ("module in pwsh", 'P', "AddRows.ps1", int.MaxValue),
        ("Invoke-RestMethod a row", 'I', "InvokeEachRow.ps1", 200),
        ("ForEach-Object -Parallel", 'F', "InvokeInParallel.ps1", 800),
    ];

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("parkup-bench-");

    public IReadOnlyList<Contender> Contenders =>
        [.. Scripts.Select(script => new Contender(script.Name, round => RunAsync(script.Script, script.Code, round, RowsOf(script.Rows))))];

    /// <summary>What they have added in a round.</summary>
    public IReadOnlyList<(string Run, int Rows)> Added(int round) =>
        [.. Scripts.Select(script => (RunCodes.Of(script.Code, round), RowsOf(script.Rows) + WarmUpRows))];

    public void Dispose() => _files.Delete(recursive: true);

    private int RowsOf(int wanted) => Math.Min(wanted, roster.Count - WarmUpRows);

    private async Task<double> RunAsync(string script, char code, int round, int rows)
    {
        // The first rows are for a first call that does not count: what a process costs to start is measured elsewhere.
        List<RosterLine> lines = [.. roster.Rows(RunCodes.Of(code, round)).Take(WarmUpRows + rows)];
        var warmUp = Write("warmup.csv", lines.Take(WarmUpRows));
        var csv = Write("rows.csv", lines.Skip(WarmUpRows));
        var timed = await Pwsh.RunScriptAsync(script, sandbox.BaseUri, "-WarmUp", warmUp, "-Csv", csv);
        return timed.Succeeded == rows
            ? rows / timed.Seconds
            : throw new BenchException(FormattableString.Invariant($"{script} added {timed.Succeeded} of {rows} rows."));
    }

    private string Write(string name, IEnumerable<RosterLine> lines)
    {
        var path = Path.Combine(_files.FullName, name);
        File.WriteAllLines(path, ["RefId,Code,Plate", .. lines.Select(static line => $"{line.RefId},{line.Code},{line.Plate}")]);
        return path;
    }
}
