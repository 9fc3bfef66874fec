namespace ParkUp.PowerShell;

/// <summary>Caches which column a name stands for: the same names come with every row.</summary>
internal sealed class ColumnNames
{
    /// <summary>Columns beside those of <see cref="RosterField"/>: the line, those of results, one for a further tag, and those that may stand for each field.</summary>
    public const int Line = (int)RosterField.Tags + 1;
    public const int Operation = Line + 1;
    public const int Succeeded = Line + 2;
    public const int Outcome = Line + 3;
    public const int FailedOperation = Line + 4;
    public const int Action = Line + 5;
    public const int PlannedAt = Line + 6;
    public const int FurtherTag = Line + 7;
    public const int FirstSubstitute = Line + 8;
    public const int Count = FirstSubstitute + Line;

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

    private static int Resolve(string name) => ResultColumns.Of(name) switch
    {
        ResultColumn.Line => Line,
        ResultColumn.Operation => Operation,
        ResultColumn.Succeeded => Succeeded,
        ResultColumn.Outcome => Outcome,
        ResultColumn.FailedOperation => FailedOperation,
        ResultColumn.Action => Action,
        ResultColumn.PlannedAt => PlannedAt,

        // A property Tag holds tags; only in a file does it hold the code.
        _ when RosterColumns.AreSame(name, "Tag") => (int)RosterField.Tags,
        _ => (int?)RosterColumns.FieldFor(name)
            ?? (RosterColumns.SubstituteFor(name) is { } field ? FirstSubstitute + (int)field : RosterColumns.IsFurtherTag(name) ? FurtherTag : -1),
    };
}
