using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using ParkUp.Tests.Hosts;
using Engine = System.Management.Automation.PowerShell;

namespace ParkUp.Help.Tests.Examples;

/// <summary>A runspace in the folder of the examples' files: the module, and stand-ins for cmdlets that the bare engine lacks.</summary>
internal sealed class ExampleSession : IDisposable
{
    private static readonly string StandIns = Read("StandIns.ps1");

    private readonly SilentHost _host = new(ui: null);
    private readonly Runspace _runspace;

    public ExampleSession(string folder)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([Repository.ManifestPath]);
        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(folder);
        var prepared = Run(StandIns);
        Assert.Empty(prepared.Errors);
    }

    /// <summary>Runs code as a script file would be run, in the variables of what ran before.</summary>
    public ExampleRun Run(string code)
    {
        using var engine = Engine.Create(_runspace);
        List<string> errors = [];
        IReadOnlyList<PSObject> output = [];
        try
        {
            output = [.. engine.AddScript(code).Invoke()];
        }
        catch (RuntimeException failure)
        {
            errors.Add($"{failure.ErrorRecord.FullyQualifiedErrorId}: {failure.Message}");
        }

        errors.AddRange(engine.Streams.Error.Select(static error => $"{error.FullyQualifiedErrorId}: {error}"));
        return new ExampleRun(output, errors, _host.ExitCode);
    }

    public void Dispose() => _runspace.Dispose();

    public static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>What came of an example.</summary>
internal sealed record ExampleRun(IReadOnlyList<PSObject> Output, IReadOnlyList<string> Errors, int? ExitCode);
