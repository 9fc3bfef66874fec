using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// One piped object, read as a row: its fields by any name that a roster may give a column, where the engine found no
/// parameter or alias of exactly that name. Keys of a hashtable count as columns. It knows nothing of other rows.
/// </summary>
internal sealed class PipedRow(PSObject? piped, ColumnNames names)
{
    private const int Fields = (int)RosterField.Tags + 1;

    private PSPropertyInfo?[]? _columns;
    private PSPropertyInfo? _line;
    private PSPropertyInfo? _operation;
    private PSPropertyInfo? _succeeded;

    /// <summary>What the object holds for a field; absent where it has no such column.</summary>
    public CellValue Read(RosterField field) => piped?.BaseObject switch
    {
        null or string or ValueType => default,
        IDictionary pairs => Key(pairs, key => !IsTagKey(key) && names.Meaning(key) == field),
        _ => Column(field) is { } column ? CellValue.From(column) : default,
    };

    /// <summary>The tags of a hashtable, under Tag or Tags, which the engine does not look for; none of anything else.</summary>
    public Tag[] Tags()
    {
        if (piped?.BaseObject is IDictionary pairs)
        {
            foreach (DictionaryEntry pair in pairs)
            {
                if (IsTagKey($"{pair.Key}"))
                {
                    return TagReader.Read(pair.Value);
                }
            }
        }

        return [];
    }

    /// <summary>The line of the roster that the object came from. It is only reported: anything else under that name does no harm.</summary>
    public int? Line
    {
        get
        {
            if (piped?.BaseObject is RosterEntry entry)
            {
                return entry.Line;
            }

            // No parameter: the engine would look for it in every object, at a tenth of the cost of a row.
            return int.TryParse(Named("Line", ref _line).Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }

    /// <summary>
    /// Whether the object is the result of a revocation that did not succeed, live or read back from a file. What
    /// cannot be read as a success is none.
    /// </summary>
    public bool IsFailedRevocation => piped?.BaseObject switch
    {
        null or string or ValueType => false,
        TagResult result => result is { Operation: Operation.Revoke, Succeeded: false },
        RosterEntry entry => IsRevocation(entry.FailedOperation),
        _ => Named(nameof(TagResult.Operation), ref _operation) is { IsAbsent: false } operation
            && IsRevocation(operation.Text)
            && YesNo.Parse(Named(nameof(TagResult.Succeeded), ref _succeeded).Text).Value is not true,
    };

    /// <summary>The only column of an object, where its name is a whole header that was not split; else null.</summary>
    public string? UnsplitHeader =>
        piped is { BaseObject: PSCustomObject } && piped.Properties.Take(2).ToList() is [{ Name: var name }] && name.AsSpan().ContainsAny(';', '\t', '|')
            ? name
            : null;

    private static bool IsRevocation(string? operation) => string.Equals(operation, nameof(Operation.Revoke), StringComparison.OrdinalIgnoreCase);

    private static bool IsTagKey(string name) => Is(name, "Tag") || Is(name, "Tags");

    /// <summary>What stands under exactly this name, in any case: the column of that name, or a key of a hashtable.</summary>
    private CellValue Named(string name, ref PSPropertyInfo? column)
    {
        switch (piped?.BaseObject)
        {
            case null or string or ValueType:
                return default;
            case IDictionary pairs:
                return Key(pairs, key => Is(key, name));
            default:
                Learn();
                return column is { } property ? CellValue.From(property) : default;
        }
    }

    private PSPropertyInfo? Column(RosterField field)
    {
        Learn();
        return _columns![(int)field];
    }

    /// <summary>Looks through the columns, once: to list an object's properties is what costs.</summary>
    private void Learn()
    {
        if (_columns is not null)
        {
            return;
        }

        _columns = new PSPropertyInfo?[Fields];
        foreach (var property in piped!.Properties)
        {
            var name = property.Name;

            // The engine has bound properties named Tag and Tags already: to -Tag.
            if (names.Meaning(name) is { } meant)
            {
                if (!IsTagKey(name))
                {
                    _columns[(int)meant] ??= property;
                }
            }
            else if (Is(name, "Line"))
            {
                _line = property;
            }
            else if (Is(name, nameof(TagResult.Operation)))
            {
                _operation = property;
            }
            else if (Is(name, nameof(TagResult.Succeeded)))
            {
                _succeeded = property;
            }
        }
    }

    private static bool Is(string name, string known) => string.Equals(name, known, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands under the first key that is wanted.</summary>
    private static CellValue Key(IDictionary pairs, Func<string, bool> isWanted)
    {
        foreach (DictionaryEntry pair in pairs)
        {
            if (isWanted($"{pair.Key}"))
            {
                return CellValue.From(pair.Value);
            }
        }

        return default;
    }
}
