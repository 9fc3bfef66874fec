using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ParkUp.Bench;

/// <summary>A runspace of the real engine in this process, with the staged module and the bench's own cmdlets in it.</summary>
internal sealed class EngineSession : IDisposable
{
    private readonly Runspace _runspace;

    public EngineSession()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([StagedModule.ManifestPath]);
        state.Commands.Add(new SessionStateCmdletEntry("New-BenchRow", typeof(NewBenchRowCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Copy-BenchRow", typeof(CopyBenchRowCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Measure-BenchResult", typeof(MeasureBenchResultCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Measure-BenchStep", typeof(MeasureBenchStepCommand), helpFileName: null));
        state.Commands.Add(new SessionStateCmdletEntry("Wait-BenchStop", typeof(WaitBenchStopCommand), helpFileName: null));
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    /// <summary>A session that is connected to a sandbox.</summary>
    public static EngineSession ConnectedTo(SandboxProcess sandbox)
    {
        var session = new EngineSession().With("token", SandboxProcess.SecureToken()).With("url", sandbox.BaseUri);
        session.Run("Connect-ParkUp -Token $token -BaseUri $url");
        return session;
    }

    public EngineSession With(string name, object value)
    {
        _runspace.SessionStateProxy.SetVariable(name, value);
        return this;
    }

    /// <summary>Runs a script that ends in Measure-BenchResult, and gives what that counted.</summary>
    public ResultCount Count(string script) => Take<ResultCount>(script);

    /// <summary>Runs a script that ends in one object, and gives that.</summary>
    public T Take<T>(string script) =>
        Run(script) is [{ BaseObject: T count }]
            ? count
            : throw new BenchException($"'{script}' did not give one {typeof(T).Name}.");

    /// <summary>Runs a script, in which no error is expected.</summary>
    /// <exception cref="BenchException">It had one.</exception>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using var engine = PowerShell.Create(_runspace);
        try
        {
            var output = engine.AddScript(script).Invoke();
            return engine.Streams.Error is [var error, ..]
                ? throw new BenchException($"'{script}' failed: {error}")
                : output;
        }
        catch (RuntimeException failure)
        {
            throw new BenchException($"'{script}' failed: {failure.Message}", failure);
        }
    }

    /// <summary>Starts a script that is to be stopped.</summary>
    public PowerShell Start(string script, out IAsyncResult started)
    {
        var engine = PowerShell.Create(_runspace);
        started = engine.AddScript(script).BeginInvoke();
        return engine;
    }

    public void Dispose() => _runspace.Dispose();
}
