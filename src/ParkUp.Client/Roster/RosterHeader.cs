using System.Collections.Frozen;

namespace ParkUp.Client;

/// <summary>The header of a roster: it says which column holds which field, and so makes entries of rows.</summary>
internal sealed class RosterHeader
{
    private const int MaxQuotedName = 60;

    /// <summary>Names that a column kept under its own name would hide: properties of the entry, and members that every object has.</summary>
    private static readonly FrozenSet<string> Reserved = typeof(RosterEntry).GetProperties().Select(static property => property.Name)
        .Concat([nameof(ToString), nameof(GetType), nameof(Equals), nameof(GetHashCode), "PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly string[] _names;
    private readonly int[] _columns;
    private readonly int[] _others;
    private readonly int _lastKnown;
    private readonly int _operation;
    private readonly int _succeeded;
    private readonly int _outcome;
    private readonly int _failedOperation;
    private readonly int _action;
    private readonly int _plannedAt;

    /// <exception cref="RosterException">Two columns hold one field, or a column of the map is not there.</exception>
    public RosterHeader(FoundHeader found, string path, IReadOnlyDictionary<RosterField, string> map)
    {
        Delimiter = found.Delimiter;
        _names = found.Names;
        _columns = new RosterColumnChoice(found, path, map).Columns;
        Fields = Enum.GetValues<RosterField>().Where(field => _columns[(int)field] >= 0).ToList();
        _lastKnown = _columns.Max();
        _operation = IndexOf(ResultColumn.Operation);
        _succeeded = IndexOf(ResultColumn.Succeeded);
        _outcome = IndexOf(ResultColumn.Outcome);
        _failedOperation = IndexOf(ResultColumn.FailedOperation);
        _action = IndexOf(ResultColumn.Action);
        _plannedAt = IndexOf(ResultColumn.PlannedAt);
        UnusedColumns = _names.Where((name, column) => name.Length > 0 && !_columns.Contains(column)).ToList().AsReadOnly();
        _others = Enumerable.Range(0, _names.Length).Where(IsKept).ToArray();
        OtherColumns = _others.Select(column => _names[column]).ToList().AsReadOnly();
    }

    public char Delimiter { get; }

    /// <summary>The names of the columns that hold no field.</summary>
    public IReadOnlyList<string> UnusedColumns { get; }

    /// <summary>Those of them whose cells stay on the entry, in the order of the file.</summary>
    public IReadOnlyList<string> OtherColumns { get; }

    /// <summary>The fields that have a column.</summary>
    public IReadOnlyCollection<RosterField> Fields { get; }

    /// <summary>The name of a field's column; null where it has none.</summary>
    public string? ColumnOf(RosterField field) => _columns[(int)field] is >= 0 and var column ? _names[column] : null;

    /// <summary>Makes an entry of a row. It has a fault where the cells do not line up with the header.</summary>
    public RosterEntry Bind(DelimitedReader row, RosterReading reading)
    {
        return new()
        {
            Line = row.RowLine,
            Reading = reading,
            RefId = Text(RosterField.RefId),
            CustomerId = Text(RosterField.CustomerId),
            Email = Text(RosterField.Email),
            Phone = Text(RosterField.Phone),
            Name = Text(RosterField.Name),
            LastName = Text(RosterField.LastName),
            IsUnlimited = YesNo.Parse(Text(RosterField.IsUnlimited)).ToValue(),
            Code = Text(RosterField.Code),
            Plate = Text(RosterField.Plate),
            Tags = Text(RosterField.Tags),
            FailedOperation = ResultGuard.PlannedRevocation(TextOrBlank(_action), TextAt(row, _plannedAt))
                ?? TextAt(row, _failedOperation)
                ?? ResultGuard.FailedOperation(TextOrBlank(_operation), TextAt(row, _succeeded), TextAt(row, _outcome)),
            Others = _others.Length == 0 ? [] : Array.ConvertAll(_others, column => TextAt(row, column)),
            Fault = FaultOf(row),
        };

        string? TextOrBlank(int column) => column < 0 ? null : TextAt(row, column) ?? string.Empty;

        string? Text(RosterField field) => CellRules.Restore(field, TextAt(row, _columns[(int)field]));
    }

    /// <summary>Whether a row is this header once more: each cell is the name of its column.</summary>
    public bool IsRepeatedBy(DelimitedReader row)
    {
        if (row.HasSurplus || row.Count < _lastKnown)
        {
            return false;
        }

        for (var column = 0; column < _names.Length; column++)
        {
            if (!CellAt(row, column).Equals(_names[column], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text from the file as a message quotes it, on one line.</summary>
    internal static string Quote(string text, int length = MaxQuotedName) => TextSanitizer.Quote(
        string.Concat(text.Select(static c => Cell.IsInvisible(c) || char.IsControl(c) ? ' ' : c)), length);

    /// <summary>A column under a known name would be bound to that field's parameter; of two with one name, the first is kept.</summary>
    private bool IsKept(int column) =>
        _names[column] is { Length: > 0 } name
        && !_columns.Contains(column)
        && RosterColumns.FieldFor(name) is null
        && !Reserved.Contains(name)
        && IndexOf(name) == column;

    private InvalidInputException? FaultOf(DelimitedReader row)
    {
        if (row.Fault is { } quotes)
        {
            return FaultOf(row, quotes);
        }

        if (row.HasSurplus)
        {
            return new(Texts.RosterLongRow.With(
                Lines(row),
                CellCount(row),
                (_names.Length == 1 ? Texts.RosterOneColumn : Texts.RosterColumns).With(_names.Length),
                Delimiter == '\t' ? Texts.RosterTab : $"'{Delimiter}'"));
        }

        // Cells after the last known column may be missing.
        if (row.Count > _lastKnown)
        {
            return null;
        }

        var missing = _names.Skip((int)row.Count).First(static name => name.Length > 0);
        return new(Texts.RosterShortRow.With(Lines(row), CellCount(row), _names.Length, Quote(missing))) { Field = missing };
    }

    private InvalidInputException FaultOf(DelimitedReader row, QuoteFault quotes)
    {
        var column = quotes.Cell < _names.Length ? Quote(_names[(int)quotes.Cell]) : $"{quotes.Cell + 1}";
        var message = quotes.Kind switch
        {
            QuoteFaultKind.NotClosed => Texts.RosterRowQuoteNotClosed.With(Lines(row), column),
            QuoteFaultKind.TooLong => Texts.RosterRowQuoteTooLong.With(Lines(row), column, RowCells.MaxCell),
            _ => (row.RowLine == row.RowEndLine ? Texts.RosterRowTextBehindQuote : Texts.RosterRowsTextBehindQuote).With(Lines(row), column),
        };
        return new(message) { Field = column };
    }

    /// <summary>The lines of a row, as the subject of a message.</summary>
    private static string Lines(DelimitedReader row) => row.RowLine == row.RowEndLine
        ? Texts.RosterRowOnLine.With(row.RowLine)
        : Texts.RosterRowOnLines.With(row.RowLine, row.RowEndLine);

    private static string CellCount(DelimitedReader row) => (row.Count == 1 ? Texts.RosterOneCell : Texts.RosterCells).With(row.Count);

    private int IndexOf(ResultColumn column) => Array.FindIndex(_names, name => ResultColumns.Of(name) == column);

    private int IndexOf(string name) => Array.FindIndex(_names, other => string.Equals(name, other, StringComparison.OrdinalIgnoreCase));

    private static string? TextAt(DelimitedReader row, int column)
    {
        var cell = CellAt(row, column);
        return cell.IsEmpty ? null : cell.ToString();
    }

    private static ReadOnlySpan<char> CellAt(DelimitedReader row, int column) => column < 0 ? default : Cell.Trim(row[column]);
}
