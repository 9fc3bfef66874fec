using System.IO.Compression;
using System.Reflection;
using NuGet.Packaging;
using PackageBuilder.Sources;

[assembly: AssemblyFixture(typeof(ParkUp.Package.Tests.PackedModule))]

namespace ParkUp.Package.Tests;

/// <summary>
/// The package that is tested: the one that the build made, or that PARKUP_PACKAGE names. It is unpacked as an
/// installer would: &lt;folder of modules&gt;/&lt;name&gt;/&lt;version&gt;.
/// </summary>
public sealed class PackedModule
{
    private const string Name = "ParkUp.PowerShell";

    public PackedModule()
    {
        // Beside the tests, and cleared by the next run: while an assembly is loaded, not every system lets it be deleted.
        ModuleFolder = Path.Combine(AppContext.BaseDirectory, "Modules");
        if (Directory.Exists(ModuleFolder))
        {
            Directory.Delete(ModuleFolder, recursive: true);
        }

        Folder = Path.Combine(ModuleFolder, Name, Version.Split('-')[0]);
        using var package = Open();
        Nuspec = package.NuspecReader;
        foreach (var file in package.GetFiles().Where(IsModuleFile))
        {
            var target = Path.Combine(Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            package.ExtractFile(file, target, NuGet.Common.NullLogger.Instance);
        }
    }

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string Version { get; } = Metadata("ModuleVersion");

    public static string PackagePath { get; } =
        Environment.GetEnvironmentVariable("PARKUP_PACKAGE") is { Length: > 0 } path ? Path.GetFullPath(path) : Path.Combine(Metadata("PackageFolder"), $"{Name}.{Version}.nupkg");

    public static string SymbolsPath { get; } = Path.ChangeExtension(PackagePath, ".symbols.zip");

    public static string SbomPath { get; } = Path.ChangeExtension(PackagePath, ".cdx.json");

    /// <summary>The folder to put into PSModulePath.</summary>
    public string ModuleFolder { get; }

    /// <summary>The module's own folder.</summary>
    public string Folder { get; }

    public NuspecReader Nuspec { get; }

    internal StagedModule Module => StagedModule.Read(new DirectoryInfo(Folder), ModuleVersion.Parse(Version));

    public IEnumerable<string> Assemblies => Directory.EnumerateFiles(Folder, "*.dll", SearchOption.AllDirectories);

    public static PackageArchiveReader Open() => new(PackagePath);

    public static ZipArchive OpenZip() => ZipFile.OpenRead(PackagePath);

    /// <summary>Whether NuGet's own bookkeeping is left out: an installer does not unpack it.</summary>
    public static bool IsModuleFile(string entry) =>
        entry is not ("[Content_Types].xml" or "_rels/.rels" or $"{Name}.nuspec")
        && !entry.StartsWith("package/services/metadata/core-properties/", StringComparison.Ordinal);

    private static string Metadata(string key) => typeof(PackedModule).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
