using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParkUp.Bench;

/// <summary>What a script says of its run.</summary>
internal sealed record TimedScript(int Succeeded, double Seconds);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(TimedScript))]
internal sealed partial class PwshJson : JsonSerializerContext;

/// <summary>The pwsh that is on the PATH: the host that users have.</summary>
internal sealed record Pwsh(string Path, string Version)
{
    /// <summary>Null where there is none.</summary>
    public static Pwsh? Find()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(path, ["--version"]) { RedirectStandardOutput = true, UseShellExecute = false });
        var version = process?.StandardOutput.ReadToEnd().Trim();
        process?.WaitForExit();
        return string.IsNullOrEmpty(version) ? null : new Pwsh(path, version);
    }

    /// <summary>Runs one of the bench's scripts, which writes how long its rows took and how many succeeded.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public async Task<TimedScript> RunScriptAsync(string script, Uri baseUri, params string[] arguments)
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "Scripts", script);
        var start = StartInfo("-File", path, "-BaseUri", baseUri.GetLeftPart(UriPartial.Authority), "-Manifest", StagedModule.ManifestPath);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["PARKUP_TOKEN"] = SandboxProcess.Token;
        var ended = await ChildProcess.RunAsync(start);
        try
        {
            return JsonSerializer.Deserialize(ended.Output, PwshJson.Default.TimedScript)!;
        }
        catch (JsonException fault)
        {
            throw new BenchException($"{script} said '{ended.Output}'.", fault);
        }
    }

    /// <summary>How to start it as a scheduled task would.</summary>
    public ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path, ["-NoProfile", "-NonInteractive", .. arguments]);

        // Neither is the module's doing, and both reach for the network.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }
}
