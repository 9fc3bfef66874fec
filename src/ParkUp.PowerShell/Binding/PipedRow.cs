using System.Collections;
using System.Runtime.CompilerServices;

namespace ParkUp.PowerShell;

/// <summary>
/// The columns of one piped object: its properties or hashtable keys, by every name that a roster may give a column. A
/// string or a number is a RefId.
/// </summary>
internal readonly ref struct PipedRow
{
    private readonly object? _object;
    private readonly PSObject? _piped;
    private readonly ColumnNames _names;

    // For each column the PSPropertyInfo, or the value of the hashtable's key.
    private readonly Columns _columns;

    private readonly int _count;

    // Columns whose text has a line break; most rows have none.
    private readonly List<PSPropertyInfo>? _broken;

    // Further columns for the same fields; most rows have none.
    private readonly List<(int Column, object? Value)>? _others;

    public PipedRow(PSObject? piped, ColumnNames names)
    {
        _piped = piped;
        _names = names;
        _object = piped?.BaseObject;
        switch (_object)
        {
            // Of these the engine has bound every property; members that were added to them are not looked for.
            case null or TagResult or Tag:
                break;
            case string or ValueType:
                _columns[(int)RosterField.RefId] = _object;
                break;
            case RosterEntry entry:
                _columns[(int)RosterField.Tags] = entry.Tags;
                break;
            case IDictionary pairs:
                foreach (DictionaryEntry pair in pairs)
                {
                    Set(ref _columns, ref _others, names.Find($"{pair.Key}"), pair.Value ?? DBNull.Value);
                }

                break;
            default:
                foreach (var property in names.Properties.Of(piped!))
                {
                    _count++;
                    Set(ref _columns, ref _others, names.Find(property.Name), property);
                    if (property is PSNoteProperty { Value: string text } && text.Contains('\n', StringComparison.Ordinal))
                    {
                        (_broken ??= []).Add(property);
                    }
                }

                break;
        }
    }

    /// <summary>Whether the fields are read from the object itself; if not, the engine has bound them.</summary>
    public bool HasColumns => _object is not (null or TagResult or Tag or RosterEntry);

    /// <summary>The line of the roster that the object comes from; null where the value is not a line number.</summary>
    public int? Line => _object switch
    {
        RosterEntry entry => entry.Line,
        TagResult result => result.Line,
        _ => int.TryParse(CellValue.From(_columns[ColumnNames.Line]).Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    /// <summary>What was asked for and not done, where the object is such a result or a revocation of a plan, live or read from a file. Blank where that cannot be read.</summary>
    public string? Undone
    {
        get
        {
            switch (_object)
            {
                case TagResult result:
                    return result.Succeeded ? null : $"{result.Operation}";
                case RosterEntry entry:
                    return entry.FailedOperation;
                case not null when _columns[ColumnNames.Operation] is null && _columns[ColumnNames.FailedOperation] is null && _columns[ColumnNames.Action] is null:
                    return null;
                default:
                    var operation = ReadResult(ColumnNames.Operation);
                    var failed = ReadResult(ColumnNames.FailedOperation);
                    var action = ReadResult(ColumnNames.Action);
                    return operation.Fault is not null || failed.Fault is not null ? string.Empty
                        : ResultGuard.PlannedRevocation(TextOrBlank(ColumnNames.Action, action), ReadResult(ColumnNames.PlannedAt) is { Fault: null } at ? at.Text : nameof(ColumnNames.PlannedAt))
                            ?? CellRules.Restore(RosterField.IsUnlimited, failed.Text)
                            ?? ResultGuard.FailedOperation(TextOrBlank(ColumnNames.Operation, operation), ReadResult(ColumnNames.Succeeded).Text, ReadResult(ColumnNames.Outcome).Text);
            }
        }
    }

    /// <summary>The name of the only column, where it contains a delimiter; else null.</summary>
    public string? UnsplitHeader =>
        _object is PSCustomObject && _piped!.Properties.Take(2).ToList() is [{ Name: var name }] && name.AsSpan().ContainsAny(';', '\t', '|')
            ? name
            : null;

    /// <summary>The name of the column that is taken for the RefId, since no column has a name of its own for it; else null.</summary>
    public string? SubstituteForRefId => IsSubstituted(RosterField.RefId) ? NamesOf(ColumnNames.FirstSubstitute + (int)RosterField.RefId).First() : null;

    /// <summary>The name of a column that holds a further tag, which is not read; else null.</summary>
    public string? FurtherTag => _columns[ColumnNames.FurtherTag] is null ? null : NamesOf(ColumnNames.FurtherTag).First();

    /// <summary>The name of a column that holds other rows, because a quote in the file was not closed; else null.</summary>
    public string? ColumnWithRows => _broken is null ? null : FindRows(_broken, _count);

    /// <summary>The value of a field; absent where the object has no such column, unreadable where two columns disagree on it.</summary>
    public CellValue Read(RosterField field) => Read(IsSubstituted(field) ? ColumnNames.FirstSubstitute + (int)field : (int)field, field);

    private bool IsSubstituted(RosterField field) => _columns[(int)field] is null && _columns[ColumnNames.FirstSubstitute + (int)field] is not null;

    /// <summary>The tags in the column Tag or Tags.</summary>
    public Tag[] Tags()
    {
        var tags = TagReader.ReadColumn(_columns[(int)RosterField.Tags]);
        if (_others is null)
        {
            return tags;
        }

        foreach (var (column, value) in _others)
        {
            if (column == (int)RosterField.Tags && TagReader.ReadColumn(value) is { Length: > 0 } more)
            {
                tags = tags.Length == 0 ? more : [TagCells.Unreadable(TwoColumns(column))];
            }
        }

        return tags;
    }

    private CellValue ReadResult(int column) => Read(column, RosterField.IsUnlimited);

    /// <summary>The text of a column; null where there is no such column.</summary>
    private string? TextOrBlank(int column, CellValue cell) => _columns[column] is null ? null : cell.Text ?? string.Empty;

    /// <param name="rules">The field whose rules say what is blank.</param>
    private CellValue Read(int column, RosterField rules)
    {
        var cell = CellValue.From(_columns[column]);
        if (_others is null)
        {
            return cell;
        }

        foreach (var (other, value) in _others)
        {
            var second = other == column ? CellValue.From(value) : default;
            if (IsBlank(second, rules))
            {
                continue;
            }

            if (IsBlank(cell, rules))
            {
                cell = second;
            }
            else if (!string.Equals(CellRules.Restore(rules, cell.Text), CellRules.Restore(rules, second.Text), StringComparison.Ordinal))
            {
                return CellValue.Unreadable(TwoColumns(column));
            }
        }

        return cell;
    }

    private static string? FindRows(List<PSPropertyInfo> broken, int columns) => broken.Find(property => HoldsRows($"{property.Value}", columns))?.Name;

    /// <summary>Whether a text with a line break has as many delimiters as a row with these columns.</summary>
    private static bool HoldsRows(string text, int columns)
    {
        foreach (var delimiter in DelimitedReader.UsualDelimiters)
        {
            if (columns > 2 && text.AsSpan().Count(delimiter) >= columns - 1)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlank(CellValue cell, RosterField rules) => cell.Fault is null && CellRules.Restore(rules, cell.Text) is null;

    private string TwoColumns(int column) => Texts.TwoColumns.With(string.Join("', '", NamesOf(column)));

    private IEnumerable<string> NamesOf(int column)
    {
        var names = _names;
        IEnumerable<string> all = _object is IDictionary pairs ? pairs.Keys.Cast<object>().Select(static key => $"{key}") : _piped!.Properties.Select(static property => property.Name);
        return all.Where(name => names.Find(name) == column);
    }

    private static void Set(ref Columns columns, ref List<(int Column, object? Value)>? others, int column, object? value)
    {
        if (column >= 0 && columns[column] is null)
        {
            columns[column] = value;
        }
        else if (column >= 0)
        {
            (others ??= []).Add((column, value));
        }
    }

    /// <summary>An array on the stack, so that a row needs no allocation.</summary>
    [InlineArray(ColumnNames.Count)]
    private struct Columns
    {
        private object? _first;
    }
}
