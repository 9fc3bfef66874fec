using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using ParkUp.Tests;

namespace ParkUp.Bench;

/// <summary>What a script says of its run.</summary>
internal sealed record TimedScript(int Succeeded, double Seconds);

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(TimedScript))]
internal sealed partial class PwshJson : JsonSerializerContext;

/// <summary>The pwsh of the tools manifest, from NuGet: the host that users have.</summary>
internal static class Pwsh
{
    public static string Version { get; } = "PowerShell " + StagedModule.Metadata("PwshVersion");

    /// <summary>Runs one of the bench's scripts, which writes how long its rows took and how many succeeded.</summary>
    /// <exception cref="BenchException">It failed.</exception>
    public static async Task<TimedScript> RunScriptAsync(string script, Uri baseUri, params string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Scripts", script);
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
    public static ProcessStartInfo StartInfo(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(DotnetHost.Path, [StagedModule.Metadata("Pwsh"), "-NoProfile", "-NonInteractive", .. arguments]);

        // Neither is the module's doing, and both reach for the network.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }
}
