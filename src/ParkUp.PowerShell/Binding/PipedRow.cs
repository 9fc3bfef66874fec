using System.Collections;
using System.Runtime.CompilerServices;

namespace ParkUp.PowerShell;

/// <summary>
/// The columns of one piped object: its properties or hashtable keys, by every name that a roster may give a column. It
/// finds those for which no parameter or alias exists.
/// </summary>
internal readonly ref struct PipedRow
{
    private readonly object? _object;
    private readonly PSObject? _piped;

    // For each column the PSPropertyInfo, or the value of the hashtable's key.
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
                foreach (var property in names.Properties.Of(piped!))
                {
                    Set(ref _columns, names.Find(property.Name), property);
                }

                break;
        }
    }

    /// <summary>The line of the roster that the object comes from; null where the value is not a line number.</summary>
    public int? Line => _object switch
    {
        RosterEntry entry => entry.Line,
        TagResult result => result.Line,
        _ => int.TryParse(Text(ColumnNames.Line), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>Whether the object is the result of a revocation that did not succeed, live or read from a file.</summary>
    public bool IsFailedRevocation => _object switch
    {
        TagResult result => result is { Operation: Operation.Revoke, Succeeded: false },
        RosterEntry entry => IsRevocation(entry.FailedOperation),
        _ => IsRevocation(Text(ColumnNames.Operation)) && YesNo.Parse(Text(ColumnNames.Succeeded)).Value is not true,
    };

    /// <summary>The name of the only column, where it contains a delimiter; else null.</summary>
    public string? UnsplitHeader =>
        _object is PSCustomObject && _piped!.Properties.Take(2).ToList() is [{ Name: var name }] && name.AsSpan().ContainsAny(';', '\t', '|')
            ? name
            : null;

    /// <summary>The value of a field; absent where the object has no such column.</summary>
    public CellValue Read(RosterField field) => _columns[(int)field] is { } column ? CellValue.From(column) : default;

    /// <summary>The tags in the column Tag or Tags.</summary>
    public Tag[] Tags() => TagReader.Read(_columns[(int)RosterField.Tags]);

    private string? Text(int column) => CellValue.From(_columns[column]).Text;

    private static bool IsRevocation(string? operation) => string.Equals(operation, nameof(Operation.Revoke), StringComparison.OrdinalIgnoreCase);

    private static void Set(ref Columns columns, int column, object? value)
    {
        if (column >= 0)
        {
            columns[column] ??= value;
        }
    }

    /// <summary>An array on the stack, so that a row needs no allocation.</summary>
    [InlineArray(ColumnNames.Count)]
    private struct Columns
    {
        private object? _first;
    }
}
