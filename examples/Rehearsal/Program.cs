using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell;

// dotnet run --project examples/Rehearsal                          a prompt
// dotnet run --project examples/Rehearsal script.ps1 [arguments]   runs a script, and ends with its exit code
var stagedModule = Assembly.GetExecutingAssembly()
    .GetCustomAttributes<AssemblyMetadataAttribute>()
    .Single(static attribute => string.Equals(attribute.Key, "StagedModule", StringComparison.Ordinal)).Value!;
var state = InitialSessionState.CreateDefault2();
state.ImportPSModule([Path.Combine(stagedModule, "ParkUp.PowerShell.psd1")]);
if (OperatingSystem.IsWindows())
{
    // As pwsh sets it for itself; a host without a configuration of its own would run no script there.
    state.ExecutionPolicy = ExecutionPolicy.RemoteSigned;
}

// A rehearsal leaves nothing behind and sends nothing: no telemetry of the console, no profile of the user's.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
return ConsoleShell.Start(
    state, "The ParkUp module is loaded. Get-Command -Module ParkUp.PowerShell lists its cmdlets; exit ends.", helpText: null, ["-NoProfile", .. args]);
