using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Engine = System.Management.Automation.PowerShell;

namespace ParkUp.PowerShell.Tests;

/// <summary>A runspace of the real engine with the staged module in it, as a user's session has it.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleSession(PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ManifestPath]);
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string ManifestPath { get; } = Path.Combine(Metadata("StagedModule"), "ParkUp.PowerShell.psd1");

    /// <summary>Sets a variable of the session, for scripts to use.</summary>
    public ModuleSession With(string name, object? value)
    {
        _runspace.SessionStateProxy.SetVariable(name, value);
        return this;
    }

    /// <summary>
    /// Runs a script to its end, or to its first terminating error, which is kept apart from those that are not: in a
    /// try block the engine tells them apart, elsewhere both only land in the error stream.
    /// </summary>
    public ScriptRun Run(string script)
    {
        using var engine = Engine.Create(_runspace);
        var output = new PSDataCollection<PSObject>();
        RuntimeException? thrown = null;
        try
        {
            engine.AddScript($"try {{\n{script}\n}} catch {{ throw }}").Invoke<PSObject>(input: null, output);
        }
        catch (RuntimeException failure)
        {
            thrown = failure;
        }

        return new ScriptRun(
            [.. output],
            [.. engine.Streams.Error],
            [.. engine.Streams.Verbose.Select(static record => record.Message)],
            [.. engine.Streams.Progress],
            thrown)
        {
            Debug = [.. engine.Streams.Debug.Select(static record => record.Message)],
            Warnings = [.. engine.Streams.Warning.Select(static record => record.Message)],
            Information = [.. engine.Streams.Information.Select(static record => record.ToString())],
        };
    }

    /// <summary>What Tab offers at the end of a line.</summary>
    public IReadOnlyList<string> Complete(string line)
    {
        using var engine = Engine.Create(_runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, options: null, engine).CompletionMatches.Select(static match => match.CompletionText)];
    }

    /// <summary>Far from the 100 ms of the contract, which are measured elsewhere, and from the 60 s after which a request times out.</summary>
    public static TimeSpan StopLimit { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Stops a script as Ctrl+C does.</summary>
    /// <exception cref="TimeoutException">It did not end within <see cref="StopLimit"/>.</exception>
    public static Task StopAsync(Engine engine) => engine.StopAsync(callback: null, state: null).WaitAsync(StopLimit, TestContext.Current.CancellationToken);

    /// <summary>Starts a script, for tests that stop it as Ctrl+C does.</summary>
    public Engine Start(string script, out IAsyncResult started)
    {
        var engine = Engine.Create(_runspace);
        started = engine.AddScript(script).BeginInvoke();
        return engine;
    }

    public void Dispose() => _runspace.Dispose();

    private static string Metadata(string key) => typeof(ModuleSession).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}

/// <summary>What a script wrote, stream by stream.</summary>
public sealed record ScriptRun(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Verbose,
    IReadOnlyList<ProgressRecord> Progress,
    RuntimeException? Thrown)
{
    public IReadOnlyList<string> Debug { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Information { get; init; } = [];

    /// <summary>The property of each output object, as text.</summary>
    public IReadOnlyList<string?> Values(string property) =>
        [.. Output.Select(item => item.Properties[property]?.Value?.ToString())];

    /// <summary>The property of the only output object.</summary>
    public object? Value(string property) => Assert.Single(Output).Properties[property].Value;

    /// <summary>Asserts that all went well, and quietly.</summary>
    public ScriptRun Quiet()
    {
        Assert.Empty(Warnings);
        return WithoutErrors();
    }

    /// <summary>Asserts that all went well, though there may have been a word of warning.</summary>
    public ScriptRun WithoutErrors()
    {
        Assert.Null(Thrown);
        Assert.Empty(Errors);
        return this;
    }
}
