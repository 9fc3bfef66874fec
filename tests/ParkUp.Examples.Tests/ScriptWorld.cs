using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using ParkUp.Sandbox;
using ParkUp.Sandbox.Server;
using Engine = System.Management.Automation.PowerShell;

namespace ParkUp.Examples.Tests;

/// <summary>
/// The sandbox behind a real socket, a folder with files, and the scripts of <c>examples</c> run there, each in an engine
/// of its own, as a scheduled task would.
/// </summary>
internal sealed class ScriptWorld : IAsyncDisposable
{
    private const string Token = "a-token-of-the-scripts";
    private static readonly string Root = Metadata("RepositoryRoot");
    private static readonly string Manifest = Path.Combine(Metadata("StagedModule"), "ParkUp.PowerShell.psd1");

    private readonly SandboxServer _server;
    private int _runs;

    private ScriptWorld(SandboxServer server) => _server = server;

    public string Folder { get; } = Directory.CreateTempSubdirectory("parkup-scripts-").FullName;

    /// <summary>The requests that arrived so far.</summary>
    public int Received => _server.Log!.Read().Count;

    /// <summary>Every active tag, as customer/code/plate.</summary>
    public IReadOnlyList<string> Held =>
    [
        .. _server.Api.Snapshot()
            .SelectMany(static customer => customer.Tags.Where(static tag => tag.Active).Select(tag => $"{customer.RefId}/{tag.Code}/{tag.Plate}"))
            .Order(StringComparer.Ordinal),
    ];

    public static async Task<ScriptWorld> StartAsync() =>
        new(await SandboxServer.StartAsync(new SandboxOptions { Token = Token, Log = new SandboxLog() }));

    public void Write(string name, params string[] lines) => File.WriteAllLines(Path.Combine(Folder, name), lines);

    /// <summary>Runs a script with a token in the environment; its reports go to a folder of their own.</summary>
    public ScriptRun Run(string script, string arguments, string? token = Token)
    {
        var reports = $"reports{++_runs}";
        var address = token is null ? null : _server.BaseAddress.AbsoluteUri;
        Environment.SetEnvironmentVariable("PARKUP_TOKEN", token);
        Environment.SetEnvironmentVariable("PARKUP_BASE_URI", address);
        try
        {
            var host = new ScriptHost();
            var state = InitialSessionState.CreateDefault2();
            state.ImportPSModule([Manifest]);
            using var runspace = RunspaceFactory.CreateRunspace(host, state);
            runspace.Open();
            runspace.SessionStateProxy.Path.SetLocation(Folder);
            using var engine = Engine.Create(runspace);
            engine.AddScript(StandIns()).Invoke();
            engine.Commands.Clear();
            var output = engine.AddScript($"& '{Path.Combine(Root, "examples", script)}' {arguments} -ReportFolder {reports}; exit $LASTEXITCODE").Invoke();
            Assert.Empty(engine.Streams.Error);
            return new ScriptRun(host.ExitCode, output, Path.Combine(Folder, reports));
        }
        finally
        {
            Environment.SetEnvironmentVariable("PARKUP_TOKEN", null);
            Environment.SetEnvironmentVariable("PARKUP_BASE_URI", null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static string StandIns()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("StandIns.ps1")!);
        return reader.ReadToEnd();
    }

    private static string Metadata(string key) => typeof(ScriptWorld).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}

/// <summary>What came of a script: its exit code, its summary, and the folder of its reports.</summary>
internal sealed record ScriptRun(int? ExitCode, IReadOnlyList<PSObject> Output, string Reports)
{
    /// <summary>The lines of the report whose name ends so, without the header; empty where there is no such report.</summary>
    public IReadOnlyList<string> Report(string end)
    {
        if (!Directory.Exists(Reports))
        {
            return [];
        }

        var files = Directory.GetFiles(Reports).Where(file => char.IsAsciiDigit(Path.GetFileNameWithoutExtension(file)[^(end.Length + 1)])
            && Path.GetFileNameWithoutExtension(file).EndsWith(end, StringComparison.Ordinal)).ToList();
        return files.Count == 0 ? [] : [.. File.ReadAllLines(Assert.Single(files)).Skip(1)];
    }
}
