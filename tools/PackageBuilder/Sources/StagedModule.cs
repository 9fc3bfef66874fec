using System.Collections;
using System.Management.Automation.Language;

namespace PackageBuilder.Sources;

/// <summary>The module as it is staged: its files, and what its manifest says.</summary>
internal sealed class StagedModule
{
    public const string Name = "ParkUp.PowerShell";

    private readonly Hashtable _manifest;

    private StagedModule(DirectoryInfo folder, ModuleVersion version, Hashtable manifest)
    {
        Folder = folder;
        Version = version;
        _manifest = manifest;
        Files = [.. folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.FullName, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }

    public DirectoryInfo Folder { get; }

    public ModuleVersion Version { get; }

    /// <summary>The paths of all files in it, with slashes, in an order that is the same everywhere.</summary>
    public IReadOnlyList<string> Files { get; }

    public IEnumerable<string> Cmdlets => Strings(_manifest, "CmdletsToExport");

    public IEnumerable<string> Tags => Strings(GalleryData, "Tags");

    /// <summary>What the gallery shows; null where the manifest leaves it out.</summary>
    public string? Gallery(string key) => GalleryData[key] as string;

    public string Text(string key) => _manifest[key] as string ?? throw new PackageException($"The manifest has no {key}.");

    public string PathOf(string file) => Path.Combine(Folder.FullName, file);

    /// <summary>Reads the module, and makes sure that it is the version that is asked for.</summary>
    public static StagedModule Read(DirectoryInfo folder, ModuleVersion version)
    {
        var path = Path.Combine(folder.FullName, Name + ".psd1");
        var script = Parser.ParseFile(path, out _, out var errors);
        if (errors.Length > 0 || script.Find(static node => node is HashtableAst, searchNestedScriptBlocks: false)?.SafeGetValue() is not Hashtable manifest)
        {
            throw new PackageException($"{path} is no manifest{(errors.Length > 0 ? ": " + errors[0].Message : ".")}");
        }

        var module = new StagedModule(folder, version, manifest);
        var staged = new ModuleVersion(module.Text("ModuleVersion"), module.Gallery("Prerelease") ?? "");
        return staged == version ? module : throw new PackageException($"{folder.FullName} holds version {staged}, not {version}: build it again.");
    }

    private Hashtable GalleryData => (Hashtable)((Hashtable)_manifest["PrivateData"]!)["PSData"]!;

    private static IEnumerable<string> Strings(Hashtable table, string key) => ((IEnumerable)table[key]!).Cast<string>();
}
