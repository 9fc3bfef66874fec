using System.IO.Compression;
using PackageBuilder.Sources;

namespace PackageBuilder.Output;

/// <summary>The symbols of the module's own assemblies, beside the package: a debugger needs them, and nobody else.</summary>
internal static class SymbolArchive
{
    // The first moment that the format knows: when a file was written says nothing.
    private static readonly DateTimeOffset Start = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(StagedModule module, DirectoryInfo pdbs, FileInfo archive)
    {
        archive.Directory!.Create();
        using var stream = archive.Create();
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var assembly in module.Files.Where(IsOwn))
        {
            var pdb = Path.Combine(pdbs.FullName, Path.ChangeExtension(assembly, ".pdb"));
            if (!File.Exists(pdb))
            {
                throw new PackageException($"{assembly} has no symbols at {pdb}: only a Release build writes them aside.");
            }

            var entry = zip.CreateEntry(Path.GetFileName(pdb), CompressionLevel.Optimal);
            entry.LastWriteTime = Start;
            using var target = entry.Open();
            using var source = File.OpenRead(pdb);
            source.CopyTo(target);
        }
    }

    // Satellite assemblies hold texts, and have no symbols.
    private static bool IsOwn(string file) =>
        file.EndsWith(".dll", StringComparison.Ordinal) && !file.EndsWith(".resources.dll", StringComparison.Ordinal);
}
