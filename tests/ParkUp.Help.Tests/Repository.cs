using System.Reflection;

namespace ParkUp.Help.Tests;

/// <summary>Where the pages and the staged module are.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string StagedModule { get; } = Metadata("StagedModule");

    public static string ManifestPath { get; } = Path.Combine(StagedModule, "ParkUp.PowerShell.psd1");

    /// <summary>The cultures that have pages.</summary>
    public static IReadOnlyList<string> Cultures { get; } =
        [.. new[] { "en-US", "es" }.Where(static culture => Directory.Exists(Pages(culture)))];

    public static string Pages(string culture) => Path.Combine(Root, "docs", culture);

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
