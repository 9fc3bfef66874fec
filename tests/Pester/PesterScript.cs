using System.Diagnostics;
using System.Text.Json;

namespace ParkUp.Pester;

/// <summary>One test of a script.</summary>
/// <param name="Id">The script, and the path of the test in it: unique within a run.</param>
/// <param name="Result">Pester's word for it: Passed, Failed, Skipped, NotRun or Inconclusive.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Error">Why it failed or was skipped; blank where it passed.</param>
internal sealed record PesterTest(string Id, string Result, double Seconds, string Error);

/// <summary>A Pester script, run by <c>Run.ps1</c> in a pwsh process of its own.</summary>
internal sealed class PesterScript(string path, string pwsh, string pester)
{
    /// <exception cref="OperationCanceledException">It was stopped: pwsh and all that it started were killed.</exception>
    public async Task<IReadOnlyList<PesterTest>> RunAsync(bool isDiscovery, CancellationToken stop)
    {
        var results = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(StartInfo(results, isDiscovery))!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var errors = process.StandardError.ReadToEndAsync(stop);
            try
            {
                await process.WaitForExitAsync(stop);
                return Read(await File.ReadAllTextAsync(results, stop), process.ExitCode, await output + await errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        finally
        {
            File.Delete(results);
        }
    }

    private ProcessStartInfo StartInfo(string results, bool isDiscovery)
    {
        // Not the one on PATH: the dotnet that runs this program.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var runner = Path.Combine(Path.GetDirectoryName(path)!, "Run.ps1");
        foreach (var word in (string[])[pwsh, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", runner, "-Path", path, "-Pester", pester, "-ResultPath", results])
        {
            start.ArgumentList.Add(word);
        }

        if (isDiscovery)
        {
            start.ArgumentList.Add("-DiscoveryOnly");
        }

        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";

        // For the short processes that the scripts start: what a profile gains comes too late for them.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    private List<PesterTest> Read(string json, int exitCode, string said)
    {
        var name = Path.GetFileName(path);
        if (json.Length == 0)
        {
            return [new PesterTest(name, "Failed", 0, $"pwsh ended with {exitCode} and no results. It wrote:\n{said}")];
        }

        // Tests of one name, as -ForEach makes them, are told apart by a number.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. JsonSerializer.Deserialize<List<PesterTest>>(json)!.Select(test =>
            {
                var id = $"{name}: {test.Id}";
                var count = seen[id] = seen.GetValueOrDefault(id) + 1;
                return test with { Id = count == 1 ? id : $"{id} ({count})" };
            }),
        ];
    }
}

/// <summary>A test that failed, with Pester's words for it.</summary>
internal sealed class PesterFailureException(string message) : Exception(message);
