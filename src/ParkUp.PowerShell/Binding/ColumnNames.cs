using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>What columns mean by their names, worked out once for each name: a cache, and no more.</summary>
internal sealed class ColumnNames
{
    private readonly Dictionary<string, RosterField?> _fields = new(StringComparer.Ordinal);

    /// <summary>The field that a column of this name holds; null where none goes by it.</summary>
    public RosterField? Meaning(string name)
    {
        if (!_fields.TryGetValue(name, out var field))
        {
            _fields[name] = field = RosterColumns.FieldFor(name);
        }

        return field;
    }
}
