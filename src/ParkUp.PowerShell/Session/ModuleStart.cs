using System.Reflection;
using System.Runtime.InteropServices;

namespace ParkUp.PowerShell;

/// <summary>Loads the assemblies that were compiled ahead of time for this platform, which start sooner, before a cmdlet asks for the others.</summary>
public sealed class ModuleStart : IModuleAssemblyInitializer
{
    /// <summary>Called by the engine once the module is imported.</summary>
    public void OnImport()
    {
        var folder = Path.Combine(Path.GetDirectoryName(typeof(ModuleStart).Assembly.Location)!, "ahead-of-time", Platform);
        Load(Path.Combine(folder, "ParkUp.Client.dll"));
        Load(Path.Combine(folder, "ParkUp.Sandbox.dll"));
    }

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + (RuntimeInformation.ProcessArchitecture is Architecture.X64 ? "-x64" : RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "-arm64" : "-other");

    private static void Load(string path)
    {
        // An older runtime would not use the code in it.
        if (Environment.Version.Major < 10 || !Path.Exists(path))
        {
            return;
        }

        try
        {
            Assembly.LoadFrom(path);
        }
        catch (Exception failure) when (failure is FileLoadException or BadImageFormatException)
        {
            // Another copy is loaded already, or the file is for another platform: the portable assembly does the same.
        }
    }
}
