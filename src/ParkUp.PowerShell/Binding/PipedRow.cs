using System.Collections;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Finds a field in whatever was piped in, by any name that a roster may give its column, accents and spaces and
/// all, where the engine found no parameter or alias of exactly that name. Keys of a hashtable count as columns.
/// </summary>
internal sealed class PipedRow
{
    // What a name means is worked out once for each cmdlet, not once for each row.
    private readonly Dictionary<string, RosterField?> _fields = new(StringComparer.Ordinal);

    /// <summary>The text of the field; null where the object has no such column.</summary>
    public string? Find(PSObject? piped, RosterField field)
    {
        if (piped?.BaseObject is IDictionary pairs)
        {
            foreach (DictionaryEntry pair in pairs)
            {
                if (Means($"{pair.Key}", field))
                {
                    return CellAttribute.ToText(pair.Value);
                }
            }
        }
        else if (piped is { BaseObject: not (string or ValueType) })
        {
            foreach (var property in piped.Properties)
            {
                // The engine has bound a property of that name already: to -Tag.
                if (!string.Equals(property.Name, "Tag", StringComparison.OrdinalIgnoreCase) && Means(property.Name, field))
                {
                    return CellAttribute.ToText(property.Value);
                }
            }
        }

        return null;
    }

    private bool Means(string name, RosterField field)
    {
        if (!_fields.TryGetValue(name, out var meant))
        {
            _fields[name] = meant = RosterColumns.FieldFor(name);
        }

        return meant == field;
    }
}
