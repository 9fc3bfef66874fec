using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// One piped object as a row: its fields by any name that a roster may give a column, where the engine found no parameter
/// or alias of that name. The keys of a hashtable count as columns. It knows nothing of other rows.
/// </summary>
internal readonly ref struct PipedRow
{
    private readonly object? _object;
    private readonly PSObject? _piped;

    // Of each column its property, or the value of a hashtable's key.
    private readonly Columns _columns;

    public PipedRow(PSObject? piped, ColumnNames names)
    {
        _piped = piped;
        _object = piped?.BaseObject;
        switch (_object)
        {
            // Of these the engine has bound every property; members that were added to them are not looked for.
            case null or string or ValueType or TagResult or Tag:
                break;
            case RosterEntry entry:
                _columns[(int)RosterField.Tags] = entry.Tags;
                break;
            case IDictionary pairs:
                foreach (DictionaryEntry pair in pairs)
                {
                    Set(ref _columns, names.Find($"{pair.Key}"), pair.Value);
                }

                break;
            default:
                foreach (var property in piped!.Properties)
                {
                    Set(ref _columns, names.Find(property.Name), property);
                }

                break;
        }
    }

    /// <summary>The line of the roster that the object came from. It is only reported, so any other value is ignored.</summary>
    public int? Line => _object switch
    {
        RosterEntry entry => entry.Line,
        TagResult result => result.Line,
        _ => int.TryParse(CellValue.From(_columns[ColumnNames.Line]).Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>
    /// Whether the object is the result of a revocation that did not succeed, live or read back from a file. What cannot
    /// be read as a success is none.
    /// </summary>
    public bool IsFailedRevocation => _object switch
    {
        TagResult result => result is { Operation: Operation.Revoke, Succeeded: false },
        RosterEntry entry => IsRevocation(entry.FailedOperation),
        _ => IsRevocation(CellValue.From(_columns[ColumnNames.Operation]).Text)
            && YesNo.Parse(CellValue.From(_columns[ColumnNames.Succeeded]).Text).Value is not true,
    };

    /// <summary>The only column of an object, where its name is a whole header that was not split; else null.</summary>
    public string? UnsplitHeader =>
        _object is PSCustomObject && _piped!.Properties.Take(2).ToList() is [{ Name: var name }] && name.AsSpan().ContainsAny(';', '\t', '|')
            ? name
            : null;

    /// <summary>The value of a field; absent where the object has no such column.</summary>
    public CellValue Read(RosterField field) => _columns[(int)field] is { } column ? CellValue.From(column) : default;

    /// <summary>The tags under Tag or Tags.</summary>
    public Tag[] Tags() => TagReader.Read(_columns[(int)RosterField.Tags]);

    private static bool IsRevocation(string? operation) => string.Equals(operation, nameof(Operation.Revoke), StringComparison.OrdinalIgnoreCase);

    private static void Set(ref Columns columns, int column, object? value)
    {
        if (column >= 0)
        {
            columns[column] ??= value;
        }
    }

    /// <summary>On the stack, so that a row allocates nothing for them.</summary>
    [InlineArray(ColumnNames.Count)]
    private struct Columns
    {
        private object? _first;
    }
}
