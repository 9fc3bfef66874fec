namespace ParkUp.Client;

/// <summary>Watches the rows of a roster for what is no customer, and for what makes the whole file doubtful; says each once.</summary>
internal sealed class RosterWatch(string path, RosterHeader header)
{
    private const int MaxListed = 10;
    private const int LongestTotal = 20;
    private const int LongestName = 60;

    private readonly SimilarRefIds _refIds = new();
    private readonly Queue<string> _warnings = new();
    private readonly LineList _headers = new();
    private readonly LineList _totals = new();
    private bool _saidTwiceEncoded;

    public void Warn(string message) => _warnings.Enqueue(message);

    /// <summary>Takes the next warning; null where there is none.</summary>
    public string? TakeWarning() => _warnings.TryDequeue(out var warning) ? warning : null;

    /// <summary>Whether a row is a header or a total, and so no customer.</summary>
    /// <exception cref="RosterException">The row is a header with other columns: what follows would be read under the wrong ones.</exception>
    public bool PassesOver(DelimitedReader row)
    {
        if (row.Fault is not null)
        {
            return false;
        }

        var column = 0;
        while (Cell.Trim(row[column]) is { IsEmpty: true } && column < row.Count - 1)
        {
            column++;
        }

        var first = Cell.Trim(row[column]);
        if (header.IsRepeatedBy(row) || IsForMachines(first, row, column))
        {
            _headers.Add(row.RowLine);
            return true;
        }

        if (first.IsEmpty)
        {
            return false;
        }

        if (first.Length <= LongestTotal && char.IsLetter(first[0]) && RosterTotal.IsTotal(first) && RosterTotal.AreNumbers(row, column + 1))
        {
            _totals.Add(row.RowLine);
            return true;
        }

        return first.Length <= LongestName && !first.ContainsAnyInRange('0', '9') && IsOtherHeader(first, row)
            ? throw new RosterException(path, row.RowLine, Texts.RosterOtherHeader.With(path, row.RowLine))
            : false;
    }

    /// <summary>Looks at an entry that will be returned.</summary>
    public void Look(RosterEntry entry, DelimitedReader row)
    {
        if (!_saidTwiceEncoded && TwiceEncoded.Find(row.AllCells) is not null && SampleIn(row) is { } sample)
        {
            _saidTwiceEncoded = true;
            Warn(Texts.RosterTwiceEncoded.With(path, row.RowLine, RosterHeader.Quote(sample)));
        }

        if (entry.RefId is { } refId && entry.Fault is null && _refIds.Add(refId, entry.Line) is { } similar)
        {
            Warn(Texts.RosterSimilarRefIds.With(path, RosterHeader.Quote(similar.RefId), similar.Line, RosterHeader.Quote(refId), entry.Line));
        }
    }

    /// <summary>The damaged word within its cell.</summary>
    private static string? SampleIn(DelimitedReader row)
    {
        for (var column = 0; column < row.Count; column++)
        {
            if (TwiceEncoded.Find(row[column]) is { } sample)
            {
                return sample;
            }
        }

        return null;
    }

    /// <summary>Says what was passed over in the whole file.</summary>
    public void End()
    {
        if (_headers.Count > 0)
        {
            Warn(Texts.RosterHeaderAgain.With(path, $"{_headers}"));
        }

        if (_totals.Count > 0)
        {
            Warn(Texts.RosterTotals.With(path, $"{_totals}"));
        }
    }

    /// <summary>The lines before a header, where files were joined that begin with them.</summary>
    private static bool IsForMachines(ReadOnlySpan<char> first, DelimitedReader row, int column)
    {
        if (!first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && !first.StartsWith("#TYPE ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (column++; column < row.Count; column++)
        {
            if (!Cell.Trim(row[column]).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every cell names a column, of which there are several.</summary>
    private static bool IsOtherHeader(ReadOnlySpan<char> first, DelimitedReader row)
    {
        if (row.Count < 2 || !IsName(first))
        {
            return false;
        }

        var named = 0;
        for (var column = 0; column < row.Count; column++)
        {
            var cell = Cell.Trim(row[column]);
            if (!cell.IsEmpty && !IsName(cell))
            {
                return false;
            }

            named += cell.IsEmpty ? 0 : 1;
        }

        return named > 1;

        static bool IsName(ReadOnlySpan<char> cell) => cell.Length <= LongestName && RosterColumns.FieldFor(cell.ToString()) is not null;
    }

    /// <summary>Numbers of lines as a message lists them.</summary>
    private sealed class LineList
    {
        private readonly List<int> _first = [];

        public int Count { get; private set; }

        public void Add(int line)
        {
            Count++;
            if (_first.Count < MaxListed)
            {
                _first.Add(line);
            }
        }

        public override string ToString() => string.Join(", ", _first) + (Count > MaxListed ? ", …" : string.Empty);
    }
}
