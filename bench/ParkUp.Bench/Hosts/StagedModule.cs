using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace ParkUp.Bench;

/// <summary>The module as it is staged: what is measured is what ships.</summary>
internal static class StagedModule
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string ManifestPath { get; } = Path.Combine(Metadata("StagedModule"), "ParkUp.PowerShell.psd1");

    public static string SandboxServer { get; } = Metadata("SandboxServer");

    /// <summary>Lets this program find the client's assembly beside the module, where it has none of its own.</summary>
    public static void LoadClientFromStage()
    {
        var stage = Path.GetFullPath(Metadata("StagedModule"));
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var path = Path.Combine(stage, name.Name + ".dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        };
    }

    /// <summary>Measures of a debug build would say nothing, and any build may have staged one meanwhile.</summary>
    /// <exception cref="BenchException">What is staged is no Release build.</exception>
    public static void RequireRelease()
    {
        foreach (var assembly in new[] { typeof(StagedModule).Assembly, typeof(Client.ParkUpConnection).Assembly })
        {
            if (assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
            {
                throw new BenchException($"{assembly.GetName().Name} was built for debugging. Run: dotnet run -c Release --project bench/ParkUp.Bench");
            }
        }
    }

    public static string Metadata(string key) => typeof(StagedModule).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
