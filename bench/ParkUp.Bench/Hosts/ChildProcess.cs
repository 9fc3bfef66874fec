using System.Diagnostics;

namespace ParkUp.Bench;

/// <summary>What a process said, and how long it lived.</summary>
internal sealed record EndedProcess(string Output, TimeSpan Lifetime);

/// <summary>Processes that are started to be measured.</summary>
internal static class ChildProcess
{
    /// <summary>Runs one to its end.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public static async Task<EndedProcess> RunAsync(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new BenchException($"{start.FileName} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var lifetime = clock.Elapsed;
        return process.ExitCode == 0 && string.IsNullOrWhiteSpace(await errors)
            ? new EndedProcess((await output).Trim(), lifetime)
            : throw new BenchException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {await errors}{await output}");
    }
}
