using System.Runtime.InteropServices;

namespace ParkUp.Tests;

/// <summary>The dotnet that runs this program, for the programs that it starts.</summary>
internal static class DotnetHost
{
    // The runtime is in <dotnet>/shared/Microsoft.NETCore.App/<version>.
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
