namespace ParkUp.Client;

/// <summary>The header of a roster: what parts its cells, and which column holds which field.</summary>
internal sealed class HeaderLine
{
    private static readonly char[] Candidates = [',', ';', '\t', '|'];
    private static readonly int FieldCount = Enum.GetValues<RosterField>().Length;

    private readonly string[] _names;
    private readonly int[] _columns;

    private HeaderLine(DelimitedReader reader, char delimiter)
    {
        Line = reader.RowLine;
        Delimiter = delimiter;
        _names = new string[reader.Count];
        _columns = new int[FieldCount];
        Array.Fill(_columns, -1);
        List<string> unused = [];
        for (var column = 0; column < _names.Length; column++)
        {
            var name = Cell.Trim(reader[column]).ToString();
            _names[column] = name;
            if (RosterColumns.FieldFor(name) is not { } field)
            {
                if (name.Length > 0)
                {
                    unused.Add(name);
                }
            }
            else if (_columns[(int)field] < 0)
            {
                _columns[(int)field] = LastUsed = column;
                Known++;
            }
            else
            {
                Clash ??= (field, _columns[(int)field], column);
            }
        }

        Unused = unused.AsReadOnly();
        Operation = IndexOf(nameof(TagResult.Operation));
        Succeeded = IndexOf(nameof(TagResult.Succeeded));
    }

    public int Line { get; }

    public char Delimiter { get; }

    /// <summary>How many columns there are, named or not.</summary>
    public int Count => _names.Length;

    /// <summary>How many fields there is a column for.</summary>
    public int Known { get; }

    /// <summary>The last column that holds a field. What follows it may be missing from a row.</summary>
    public int LastUsed { get; }

    /// <summary>The names of the columns that hold no field.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>The column of an exported result that says what was asked for, or -1.</summary>
    public int Operation { get; }

    /// <summary>The column of an exported result that says whether that was done, or -1.</summary>
    public int Succeeded { get; }

    private (RosterField Field, int First, int Second)? Clash { get; }

    /// <summary>The header read with whatever delimiter makes the most sense of it.</summary>
    /// <param name="text">The text, at its header; its beginning is left to be read again.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="firstLine">The number of the line on which the text begins.</param>
    /// <param name="delimiter">The delimiter, where the caller or the file says it.</param>
    public static HeaderLine Find(DecodedText text, string path, int firstLine, char? delimiter)
    {
        HeaderLine? best = null;
        (RosterException Exception, long Cells)? failure = null;
        var blank = false;
        foreach (var candidate in delimiter is { } given ? [given] : Candidates)
        {
            text.Rewind();
            var reader = new DelimitedReader(text, path, candidate, firstLine);
            try
            {
                if (!reader.ReadRow())
                {
                    blank = true;
                    continue;
                }

                var header = new HeaderLine(reader, candidate);
                best = best is null || header.MakesMoreSenseThan(best) ? header : best;
            }
            catch (RosterException e)
            {
                // Read with the wrong delimiter, a quote may seem to be open. That is no fault of the file, unless
                // no delimiter does better; then the one that made the most cells had the best view of it.
                failure = failure is { } other && other.Cells >= reader.Count ? other : (e, reader.Count);
            }
        }

        if (blank && best is not { Known: > 0 })
        {
            throw new RosterException(path, null, Texts.RosterEmpty.With(path));
        }

        if (best is not { Known: > 0 })
        {
            throw failure?.Exception ?? best!.NothingKnown(path, delimiter);
        }

        return best.Clash is { } clash ? throw best.TwoColumnsFor(clash, path) : best;
    }

    /// <summary>The column that holds a field, or -1.</summary>
    public int ColumnOf(RosterField field) => _columns[(int)field];

    /// <summary>The name of the first column from there on that has one.</summary>
    public string? NameFrom(int column) => _names.Skip(column).FirstOrDefault(name => name.Length > 0);

    private int IndexOf(string name) => Array.FindIndex(_names, other => string.Equals(name, other, StringComparison.OrdinalIgnoreCase));

    private bool MakesMoreSenseThan(HeaderLine other) =>
        Known != other.Known ? Known > other.Known : Count > other.Count;

    private RosterException NothingKnown(string path, char? delimiter)
    {
        var line = string.Join(Delimiter, _names);
        return new RosterException(path, Line, RosterMessages.NoKnownColumn(path, Line, line, delimiter));
    }

    private RosterException TwoColumnsFor((RosterField Field, int First, int Second) clash, string path) =>
        new(path, Line, RosterMessages.TwoColumns(path, clash.Field, _names[clash.First], _names[clash.Second]));
}
