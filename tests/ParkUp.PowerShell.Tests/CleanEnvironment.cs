using System.Runtime.CompilerServices;

namespace ParkUp.PowerShell.Tests;

/// <summary>The tests set what they need: whoever runs them may well have a token of their own in the environment.</summary>
internal static class CleanEnvironment
{
    [ModuleInitializer]
    internal static void Clear()
    {
        Environment.SetEnvironmentVariable("PARKUP_TOKEN", null);
        Environment.SetEnvironmentVariable("PARKUP_BASE_URI", null);
    }
}
