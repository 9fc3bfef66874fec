using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ParkUp.Tests;

namespace ParkUp.Pester;

/// <summary>One test of a script.</summary>
/// <param name="Id">The script, and the path of the test in it: unique within a run.</param>
/// <param name="Result">Pester's word for it: Passed, Failed, Skipped, NotRun or Inconclusive.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Error">Why it failed or was skipped; blank where it passed.</param>
internal sealed record PesterTest(string Id, string Result, double Seconds, string Error);

/// <summary>What a script runs in.</summary>
/// <param name="Pwsh">The assembly of pwsh, which dotnet runs.</param>
/// <param name="Pester">The manifest of Pester.</param>
/// <param name="Module">The manifest of the module that is tested.</param>
internal sealed record PesterHost(string Pwsh, string Pester, string Module);

/// <summary>A Pester script, run by <c>Run.ps1</c> in a pwsh process of its own.</summary>
internal sealed class PesterScript(string path, PesterHost host)
{
    /// <summary>Each script takes a minute or two; one that hangs must not keep the whole run waiting.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    /// <summary>How much of what pwsh wrote is shown where there are no results.</summary>
    private const int LinesShown = 20;

    private string Name => Path.GetFileName(path);

    /// <exception cref="OperationCanceledException">It was stopped: pwsh and all that it started were killed.</exception>
    public async Task<IReadOnlyList<PesterTest>> RunAsync(bool isDiscovery, CancellationToken stop)
    {
        var results = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(StartInfo(results, isDiscovery))!;
            process.StandardInput.Close();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TimeLimit);
            var lines = new ConcurrentQueue<string>();
            process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
            process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            try
            {
                // It also waits for the streams, which end when all that the script has started has ended, too.
                await process.WaitForExitAsync(limit.Token);
                return Read(await File.ReadAllTextAsync(results, limit.Token), process.ExitCode, LastOf(lines));
            }
            catch (OperationCanceledException)
            {
                await KillAsync(process);
                stop.ThrowIfCancellationRequested();
                return [Failed($"It did not end within {TimeLimit.TotalMinutes} minutes. It wrote at last:\n{LastOf(lines)}")];
            }
        }
        catch (Win32Exception failure)
        {
            return [Failed($"pwsh did not start: {failure.Message}")];
        }
        finally
        {
            File.Delete(results);
        }
    }

    private static string LastOf(IEnumerable<string> lines) => string.Join('\n', lines.Where(static line => line.Length > 0).TakeLast(LinesShown));

    private static async Task KillAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);

            // Not for good: what a process left behind that had ended before is not killed, and may hold the streams open.
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        }
        catch (Exception gone) when (gone is AggregateException or InvalidOperationException or Win32Exception or TimeoutException)
        {
            // It ended by itself, or a part of it did.
        }
    }

    private ProcessStartInfo StartInfo(string results, bool isDiscovery)
    {
        var start = new ProcessStartInfo(DotnetHost.Path)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var runner = Path.Combine(Path.GetDirectoryName(path)!, "Run.ps1");
        foreach (var word in (string[])[host.Pwsh, "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", runner, "-Path", path, "-Pester", host.Pester, "-ResultPath", results])
        {
            start.ArgumentList.Add(word);
        }

        if (isDiscovery)
        {
            start.ArgumentList.Add("-DiscoveryOnly");
        }

        start.Environment["PARKUP_MODULE"] = host.Module;
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";

        // For the short processes that the scripts start: what a profile gains comes too late for them.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    private List<PesterTest> Read(string json, int exitCode, string said)
    {
        List<PesterTest> tests;
        try
        {
            tests = JsonSerializer.Deserialize<List<PesterTest>>(json)!;
        }
        catch (JsonException)
        {
            return [Failed($"pwsh ended with {exitCode}, without results. It wrote at last:\n{said}")];
        }

        if (exitCode != 0)
        {
            tests.Add(Failed($"pwsh ended with {exitCode}. It wrote at last:\n{said}") with { Id = "the process" });
        }

        // Tests of one name, as -ForEach makes them, are told apart by a number.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. tests.Select(test =>
            {
                var id = $"{Name}: {test.Id}";
                var count = seen[id] = seen.GetValueOrDefault(id) + 1;
                return test with { Id = count == 1 ? id : $"{id} ({count})" };
            }),
        ];
    }

    private PesterTest Failed(string error) => new(Name, "Failed", 0, error);
}

/// <summary>A test that failed, with Pester's words for it.</summary>
internal sealed class PesterFailureException(string message) : Exception(message);
