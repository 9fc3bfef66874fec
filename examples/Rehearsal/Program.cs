using System.Management.Automation.Runspaces;
using System.Reflection;
using ParkUp.Rehearsal;

// dotnet run --project examples/Rehearsal                          a prompt
// dotnet run --project examples/Rehearsal script.ps1 [arguments]   runs a script, and ends with its exit code
var staged = typeof(ConsoleHost).Assembly
    .GetCustomAttributes<AssemblyMetadataAttribute>()
    .Single(attribute => string.Equals(attribute.Key, "StagedModule", StringComparison.Ordinal)).Value!;

var state = InitialSessionState.CreateDefault2();
state.ImportPSModule([Path.Combine(staged, "ParkUp.PowerShell.psd1")]);
var host = new ConsoleHost();
using var runspace = RunspaceFactory.CreateRunspace(host, state);
runspace.Open();
Runspace.DefaultRunspace = runspace;

using var session = new Session(runspace, host);
Console.CancelKeyPress += (_, key) =>
{
    // Ctrl+C stops what runs, as in pwsh; the prompt stays.
    key.Cancel = session.Stop();
};

return args.Length > 0 ? session.RunScript(Path.GetFullPath(args[0]), args[1..]) : session.RunPrompt();
