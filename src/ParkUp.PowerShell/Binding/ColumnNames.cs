using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>The meaning of column names, looked up once for each name: a cache.</summary>
internal sealed class ColumnNames
{
    /// <summary>Columns that are no fields of a roster: the line, and two of an exported result.</summary>
    public const int Line = (int)RosterField.Tags + 1;
    public const int Operation = Line + 1;
    public const int Succeeded = Line + 2;
    public const int Count = Line + 3;

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>The column of this name: a <see cref="RosterField"/>, or one of the constants; -1 for an unknown name.</summary>
    public int Find(string name)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            _columns[name] = column = Meaning(name);
        }

        return column;
    }

    private static int Meaning(string name) => name.ToUpperInvariant() switch
    {
        // On its own, Tag holds tags; in a file it is a name of the code.
        "TAG" => (int)RosterField.Tags,
        "LINE" => Line,
        "OPERATION" => Operation,
        "SUCCEEDED" => Succeeded,
        _ => (int?)RosterColumns.FieldFor(name) ?? -1,
    };
}
