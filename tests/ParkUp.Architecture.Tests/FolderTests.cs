using System.Collections.Frozen;
using ArchUnitNET.Domain;

namespace ParkUp.Architecture.Tests;

/// <summary>
/// Which folder of the client may know which. The client is one namespace, so folders are looked up in its symbols.
/// Constants are not seen: the compiler copies them.
/// </summary>
public sealed class FolderTests
{
    /// <summary>From the ground up: a folder knows only folders above it in this table.</summary>
    private static readonly (string Folder, string[] Knows)[] Table =
    [
        ("Text", []),
        ("Errors", []),
        ("Model", ["Errors"]),
        ("Input", ["Text", "Errors", "Model"]),
        ("Roster", ["Text", "Errors", "Input"]),
        ("Retry", ["Text", "Errors"]),
        ("Http", ["Text", "Errors", "Model", "Input", "Retry"]),
        ("Bulk", ["Errors", "Model", "Input", "Retry", "Http"]),
        ("Operations", ["Text", "Errors", "Model", "Input", "Roster", "Retry", "Http", "Bulk"]),
        ("Plan", ["Text", "Errors", "Model", "Input", "Roster", "Retry", "Http", "Bulk", "Operations"]),
    ];

    private readonly FrozenDictionary<string, string> _folders = SourceFolders.Of(Shipped.Client);

    [Fact]
    public void A_folder_of_the_client_knows_only_those_that_the_table_gives_it()
    {
        var strange = Edges().Where(static edge => !Table.Any(row => IsOf(row.Folder, edge.From) && row.Knows.Any(known => IsOf(known, edge.To))));

        Listing.Same([], strange.Select(static edge => $"{edge.From} knows {edge.To}"));
    }

    [Fact]
    public void The_table_has_no_cycle_and_names_whole_folders()
    {
        var folders = Table.Select(static row => row.Folder).ToList();

        Assert.All(Table, row => Assert.All(row.Knows, known => Assert.InRange(folders.IndexOf(known), 0, folders.IndexOf(row.Folder) - 1)));
    }

    [Fact]
    public void The_table_gives_no_folder_more_than_it_needs()
    {
        var edges = Edges();
        var idle =
            from row in Table
            from known in row.Knows
            where !edges.Any(edge => IsOf(row.Folder, edge.From) && IsOf(known, edge.To))
            select $"{row.Folder} does not know {known}";

        Listing.Same([], idle);
    }

    [Fact]
    public void Every_type_of_the_client_lies_in_a_folder_of_the_table()
    {
        var lost =
            from type in Shipped.Client.GetTypes()
            where !type.IsNested && type.Namespace?.StartsWith("ParkUp.", StringComparison.Ordinal) == true && !type.Name.StartsWith('<') && type.Name is not "Texts"
            where !_folders.TryGetValue(type.FullName!, out var folder) || !Array.Exists(Table, row => IsOf(row.Folder, folder))
            select type.FullName;

        Listing.Same([], lost);
    }

    /// <summary>Who knows whom across folders, as Folder.Type.</summary>
    private HashSet<(string From, string To)> Edges() =>
    [
        .. from type in Shipped.Architecture.Types
           let origin = Place(type)
           where origin is not null
           from dependency in type.Dependencies
           let target = Place(dependency.Target)
           where target is not null && !string.Equals(target.Split('.')[0], origin.Split('.')[0], StringComparison.Ordinal)
           select (origin, target),
    ];

    private string? Place(IType type)
    {
        var outermost = type.FullName.Split('+')[0];
        return _folders.TryGetValue(outermost, out var folder) ? $"{folder}.{outermost[(outermost.LastIndexOf('.') + 1)..]}" : null;
    }

    /// <summary>Whether a folder or a type is the one given, or lies in it.</summary>
    private static bool IsOf(string folderOrType, string place) =>
        place.StartsWith(folderOrType, StringComparison.Ordinal) && (place.Length == folderOrType.Length || place[folderOrType.Length] == '.');
}
