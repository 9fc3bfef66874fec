namespace ParkUp.Client;

/// <summary>Reads rosters for a plan, which is stricter than an import: what a roster lacks is revoked, so it must be whole.</summary>
internal static class PlanFiles
{
    /// <summary>Reads the rows of an open file to the end of a list.</summary>
    /// <param name="warn">Takes what was guessed about the file.</param>
    /// <exception cref="RosterException">The file cannot be read, changed meanwhile, has no rows, has no column for RefId, code or plate, or is a state or a plan.</exception>
    public static void Read(RosterFile file, string path, List<PlanRow> rows, Action<string> warn)
    {
        if (StateReader.IsState(file))
        {
            throw new RosterException(path, null, Texts.RosterIsState.With(path));
        }

        if (HasAll([ResultColumn.Action, ResultColumn.PlannedAt], file))
        {
            throw new RosterException(path, null, Texts.RosterIsPlan.With(path));
        }

        if (!file.Fields.Contains(RosterField.RefId))
        {
            throw new RosterException(path, null, Texts.RosterNoRefIdColumn.With(path));
        }

        if (LackingColumn(file.Fields) is { } lacking)
        {
            throw new RosterException(path, null, Texts.RosterLacksColumn.With(path, $"{lacking}"));
        }

        var count = rows.Count;
        foreach (var entry in file.Rows())
        {
            rows.AddRange(PlanRows.Of(entry));
            file.PassWarnings(warn);
        }

        file.PassWarnings(warn);
        if (rows.Count == count)
        {
            throw new RosterException(path, null, Texts.RosterNoRows.With(path));
        }
    }

    /// <summary>The column without which no row has a tag; null where none is missing. A column Tags has both.</summary>
    public static RosterField? LackingColumn(IReadOnlyCollection<RosterField> fields) =>
        fields.Contains(RosterField.Tags) ? null
        : !fields.Contains(RosterField.Code) ? RosterField.Code
        : !fields.Contains(RosterField.Plate) ? RosterField.Plate
        : null;

    private static bool HasAll(ResultColumn[] columns, RosterFile file) =>
        Array.TrueForAll(columns, column => file.UnusedColumns.Any(name => ResultColumns.Of(name) == column));
}
