using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace ParkUp.Package.Tests;

public sealed class SymbolTests(PackedModule packed)
{
    [Fact]
    public void Each_assembly_that_has_code_has_its_symbols_aside_and_none_within()
    {
        using var zip = ZipFile.OpenRead(PackedModule.SymbolsPath);
        var coded = packed.Assemblies.Where(static path => !path.EndsWith(".resources.dll", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            coded.Select(static path => Path.GetFileNameWithoutExtension(path) + ".pdb").Order(StringComparer.Ordinal).ToArray(),
            zip.Entries.Select(static entry => entry.FullName).ToArray());
        Assert.All(coded, path =>
        {
            using var pe = new PEReader(File.OpenRead(path));
            var directory = pe.ReadDebugDirectory();
            Assert.DoesNotContain(directory, static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
            Assert.Contains(directory, static entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            var expected = pe.ReadCodeViewDebugDirectoryData(directory.Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView));
            using var symbols = Read(zip, Path.GetFileNameWithoutExtension(path) + ".pdb");
            Assert.Equal(expected.Guid, new BlobContentId(symbols.GetMetadataReader().DebugMetadataHeader!.Id).Guid);
        });
    }

    [Fact]
    public void Symbols_name_their_sources_by_the_place_in_the_repository()
    {
        using var zip = ZipFile.OpenRead(PackedModule.SymbolsPath);
        var root = PackedModule.RepositoryRoot.TrimEnd('/', '\\');

        Assert.All(zip.Entries, entry =>
        {
            using var symbols = Read(zip, entry.FullName);
            var reader = symbols.GetMetadataReader();
            var sources = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToList();
            Assert.NotEmpty(sources);
            Assert.All(sources, static source => Assert.StartsWith("/_", source, StringComparison.Ordinal));
            Assert.All(reader.CustomDebugInformation, handle =>
                Assert.DoesNotContain(root, Encoding.UTF8.GetString(reader.GetBlobBytes(reader.GetCustomDebugInformation(handle).Value)), StringComparison.OrdinalIgnoreCase));
        });
        Assert.NotEmpty(zip.Entries);
    }

    private static MetadataReaderProvider Read(ZipArchive zip, string name)
    {
        var copy = new MemoryStream();
        using (var entry = zip.GetEntry(name)!.Open())
        {
            entry.CopyTo(copy);
        }

        copy.Position = 0;
        return MetadataReaderProvider.FromPortablePdbStream(copy);
    }
}
