namespace ParkUp.Client;

/// <summary>Reads rosters for a plan, which is stricter than an import: what a roster lacks is revoked, so it must be whole.</summary>
internal static class PlanFiles
{
    /// <summary>Reads the rows of several files, in order.</summary>
    /// <param name="warn">Takes what was guessed about a file.</param>
    /// <exception cref="RosterException">A file cannot be read, changed meanwhile, has no rows, or has no column for RefId, code or plate.</exception>
    public static List<PlanRow> Read(IEnumerable<string> paths, RosterOptions options, Action<string> warn, CancellationToken stop)
    {
        List<PlanRow> rows = [];
        foreach (var path in paths)
        {
            using var file = RosterFile.Open(path, options with { RefusesChange = true }, stop);
            Read(file, path, rows, warn);
        }

        return rows;
    }

    /// <summary>Reads the rows of an open file to the end of a list.</summary>
    public static void Read(RosterFile file, string path, List<PlanRow> rows, Action<string> warn)
    {
        if (!file.Fields.Contains(RosterField.RefId))
        {
            throw new RosterException(path, null, Texts.RosterNoRefIdColumn.With(path));
        }

        if (LackingColumn(file.Fields) is { } lacking)
        {
            throw new RosterException(path, null, Texts.RosterLacksColumn.With(path, $"{lacking}"));
        }

        var last = -1;
        foreach (var entry in file.Rows())
        {
            last = rows.Count;
            rows.AddRange(Of(entry, file.HasEncodingDoubt));
            Warn(file, warn);
        }

        Warn(file, warn);
        if (last < 0)
        {
            throw new RosterException(path, null, Texts.RosterNoRows.With(path));
        }

        for (var at = last; file.EndsInRow && at < rows.Count; at++)
        {
            rows[at] = rows[at] with { MayBeCut = true };
        }
    }

    /// <summary>The column without which no row has a tag; null where none is missing. A column Tags has both.</summary>
    public static RosterField? LackingColumn(IReadOnlyCollection<RosterField> fields) =>
        fields.Contains(RosterField.Tags) ? null
        : !fields.Contains(RosterField.Code) ? RosterField.Code
        : !fields.Contains(RosterField.Plate) ? RosterField.Plate
        : null;

    private static IReadOnlyList<PlanRow> Of(RosterEntry entry, bool hasEncodingDoubt) =>
        hasEncodingDoubt && entry.Fault is null && (PlanRows.DoubtfulField(entry.RefId, entry.Code, entry.Plate) ?? PlanRows.DoubtfulField(refId: null, entry.Tags, plate: null)) is { } doubt
            ? [new PlanRow { Line = entry.Line, Fault = doubt.Message }]
            : PlanRows.Of(entry);

    private static void Warn(RosterFile file, Action<string> warn)
    {
        while (file.TakeWarning() is { } warning)
        {
            warn(warning);
        }
    }
}
