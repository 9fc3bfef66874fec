using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ParkUp.Architecture.Tests;

/// <summary>In which folder of its project a type is written: the symbols in the assembly tell.</summary>
internal static class SourceFolders
{
    /// <summary>Where the compiler notes the file of a type without a line that runs (an enum, an interface).</summary>
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    /// <summary>The folder of each type that is not nested, by its full name.</summary>
    public static FrozenDictionary<string, string> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var entry = file.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var symbols = file.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        var types = file.GetMetadataReader();
        var lines = symbols.GetMetadataReader();
        var project = $"/src/{assembly.GetName().Name}/";
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var handle in types.TypeDefinitions)
        {
            var type = types.GetTypeDefinition(handle);
            if (!type.IsNested && Documents(handle, types, lines).Select(document => FolderIn(project, lines, document)).OfType<string>().FirstOrDefault() is { } folder)
            {
                folders[$"{types.GetString(type.Namespace)}.{types.GetString(type.Name)}"] = folder;
            }
        }

        return folders.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<DocumentHandle> Documents(TypeDefinitionHandle handle, MetadataReader types, MetadataReader lines)
    {
        foreach (var note in lines.GetCustomDebugInformation(handle).Select(lines.GetCustomDebugInformation))
        {
            if (lines.GetGuid(note.Kind) == TypeDefinitionDocuments)
            {
                yield return MetadataTokens.DocumentHandle(lines.GetBlobReader(note.Value).ReadCompressedInteger());
            }
        }

        var type = types.GetTypeDefinition(handle);
        foreach (var method in type.GetMethods())
        {
            var debug = lines.GetMethodDebugInformation(method.ToDebugInformationHandle());
            if (!debug.Document.IsNil)
            {
                yield return debug.Document;
            }
        }

        // What an async method does is written in a type of the compiler's own.
        foreach (var document in type.GetNestedTypes().SelectMany(nested => Documents(nested, types, lines)))
        {
            yield return document;
        }
    }

    /// <summary>The folder of a file; null for one that is not of the project, but generated.</summary>
    private static string? FolderIn(string project, MetadataReader lines, DocumentHandle document)
    {
        var path = lines.GetString(lines.GetDocument(document).Name).Replace('\\', '/');
        var start = path.IndexOf(project, StringComparison.Ordinal);
        var parts = start < 0 || path.Contains("/obj/", StringComparison.Ordinal) ? [] : path[(start + project.Length)..].Split('/');
        return parts.Length == 2 ? parts[0] : null;
    }
}
