namespace ParkUp.Client;

/// <summary>Chooses the column of each field: as the caller maps it, else by a name of the field, else by a name that may stand for it.</summary>
internal sealed class RosterColumnChoice
{
    private readonly FoundHeader _header;
    private readonly string _path;

    /// <exception cref="RosterException">Two columns hold one field, or a column of the map is not there.</exception>
    public RosterColumnChoice(FoundHeader header, string path, IReadOnlyDictionary<RosterField, string> map)
    {
        _header = header;
        _path = path;
        Columns = new int[Enum.GetValues<RosterField>().Length];
        Array.Fill(Columns, -1);
        foreach (var (field, name) in map)
        {
            Columns[(int)field] = Mapped(field, name);
        }

        Choose(map, RosterColumns.FieldFor);
        Choose(Enum.GetValues<RosterField>().Where(field => Columns[(int)field] >= 0).ToDictionary(static field => field, static field => $"{field}"), RosterColumns.SubstituteFor);
        if (!map.ContainsKey(RosterField.Code))
        {
            ReadTagColumnWhole();
        }
    }

    /// <summary>The column of each field; -1 where it has none.</summary>
    public int[] Columns { get; }

    /// <summary>Without a column for the plate, a column Tag holds whole tags, as it does in a piped object.</summary>
    private void ReadTagColumnWhole()
    {
        var code = Columns[(int)RosterField.Code];
        if (code >= 0 && Columns[(int)RosterField.Plate] < 0 && Columns[(int)RosterField.Tags] < 0 && RosterColumns.AreSame(_header.Names[code], "Tag"))
        {
            (Columns[(int)RosterField.Tags], Columns[(int)RosterField.Code]) = (code, -1);
        }
    }

    /// <summary>The column with the name as it is written, or else the one that is the same but for accents, case and punctuation.</summary>
    private int Mapped(RosterField field, string name)
    {
        var exact = Array.FindAll(Enumerable.Range(0, _header.Names.Length).ToArray(), column => string.Equals(_header.Names[column], Cell.Trim(name), StringComparison.Ordinal));
        var same = Enumerable.Range(0, _header.Names.Length).Where(column => RosterColumns.AreSame(_header.Names[column], name)).ToList();
        return (exact.Length > 0 ? [.. exact] : same) switch
        {
            [var column] => column,
            [var first, var second, ..] => throw TwoColumns(field, first, second),
            _ => throw new RosterException(_path, _header.Line, Texts.RosterMappedColumnMissing.With(
                _path, RosterHeader.Quote(name), $"{field}", RosterHeader.Quote(string.Join(", ", _header.Names.Where(static name => name.Length > 0)), 500))),
        };
    }

    private void Choose(IReadOnlyDictionary<RosterField, string> settled, Func<string, RosterField?> fieldFor)
    {
        for (var column = 0; column < _header.Names.Length; column++)
        {
            if (fieldFor(_header.Names[column]) is not { } field || settled.ContainsKey(field) || Columns.Contains(column))
            {
                continue;
            }

            if (Columns[(int)field] >= 0)
            {
                throw TwoColumns(field, Columns[(int)field], column);
            }

            Columns[(int)field] = column;
        }
    }

    private RosterException TwoColumns(RosterField field, int first, int second) => new(_path, _header.Line, Texts.RosterTwoColumns.With(
        _path, $"{field}", RosterHeader.Quote(_header.Names[first]), RosterHeader.Quote(_header.Names[second])));
}
