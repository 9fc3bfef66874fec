namespace ParkUp.PowerShell;

/// <summary>Caches which column a name stands for: the same names come with every row.</summary>
internal sealed class ColumnNames
{
    /// <summary>Columns beside those of <see cref="RosterField"/>: the line, two of an exported result, and one that may stand for the RefId.</summary>
    public const int Line = (int)RosterField.Tags + 1;
    public const int Operation = Line + 1;
    public const int Succeeded = Line + 2;
    public const int SubstituteRefId = Line + 3;
    public const int Count = Line + 4;

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Lists the columns whose names are to be found.</summary>
    public RowProperties Properties { get; } = new();

    /// <summary>A <see cref="RosterField"/> or one of the constants; -1 for an unknown name.</summary>
    public int Find(string name)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            _columns[name] = column = Resolve(name);
        }

        return column;
    }

    private static int Resolve(string name) => name.ToUpperInvariant() switch
    {
        // A property Tag holds tags; only in a file does it hold the code.
        "TAG" => (int)RosterField.Tags,
        "LINE" => Line,
        "OPERATION" => Operation,
        "SUCCEEDED" => Succeeded,
        _ => (int?)RosterColumns.FieldFor(name) ?? (RosterColumns.SubstituteFor(name) is RosterField.RefId ? SubstituteRefId : -1),
    };
}
