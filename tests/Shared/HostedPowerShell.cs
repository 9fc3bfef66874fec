using System.Runtime.CompilerServices;

namespace ParkUp.Tests;

/// <summary>
/// On Windows a host that is not pwsh itself loads no script and no format file unless told to. The setting is of the
/// process, and so holds in the runspaces that scripts make, too.
/// </summary>
internal static class HostedPowerShell
{
    [ModuleInitializer]
    internal static void AllowScripts() => Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "Bypass");
}
