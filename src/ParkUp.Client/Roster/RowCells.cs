namespace ParkUp.Client;

/// <summary>The cells of a row, and the limits of their lengths. They are slices of one buffer, which the next row overwrites.</summary>
internal sealed class RowCells(string path)
{
    public const int MaxCell = 64 * 1024;
    public const int MaxRow = 1024 * 1024;

    // The contents of the cells, one after the other, and where each ends.
    private char[] _contents = new char[1024];
    private int[] _ends = new int[16];
    private int _length;
    private int _kept;

    // The open cell, which is the last one.
    private int _start;
    private int _line;
    private int _rowLine;

    /// <summary>How many cells to keep; of those beyond, only whether they are blank.</summary>
    public int Width { get; set; } = int.MaxValue;

    /// <summary>How many cells have ended, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a cell beyond <see cref="Width"/> is not blank.</summary>
    public bool HasSurplus { get; private set; }

    /// <summary>Whether the open cell is in quotes, and longer than a cell may be.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The cells that were kept, one after the other.</summary>
    public ReadOnlySpan<char> All => _contents.AsSpan(0, _length);

    /// <summary>What the open cell holds so far.</summary>
    public ReadOnlySpan<char> Open => _contents.AsSpan(_start.._length);

    /// <summary>A cell, untrimmed; empty where there is none.</summary>
    public ReadOnlySpan<char> this[int index] => index < _kept
        ? _contents.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index])
        : default;

    /// <summary>The error of a row that is too long.</summary>
    public static RosterException TooLong(string path, int line) => new(path, line, Texts.RosterRowTooLong.With(path, line, MaxRow));

    /// <summary>Forgets all cells.</summary>
    public void Clear()
    {
        Count = 0;
        HasSurplus = false;
        _kept = _length = 0;
    }

    /// <summary>Opens a cell, on this line of a row that starts on that one.</summary>
    public void StartCell(int line, int rowLine)
    {
        _start = _length;
        _line = line;
        _rowLine = rowLine;
        IsTooLong = false;
    }

    /// <summary>Appends to the open cell. A quote that was not closed shows in a cell that is too long, so such a cell is not refused.</summary>
    public void Append(ReadOnlySpan<char> part, bool isQuoted)
    {
        var length = _length + part.Length;
        if (length - _start > MaxCell)
        {
            IsTooLong = isQuoted ? true : throw new RosterException(path, _line, Texts.RosterCellTooLong.With(path, _line, MaxCell));
            return;
        }

        if (length > MaxRow)
        {
            throw TooLong(path, _rowLine);
        }

        if (length > _contents.Length)
        {
            Array.Resize(ref _contents, Math.Max(length, _contents.Length * 2));
        }

        part.CopyTo(_contents.AsSpan(_length));
        _length = length;
    }

    /// <summary>Leaves only so many characters in the open cell.</summary>
    public void Cut(int length) => _length = _start + length;

    /// <summary>Ends the open cell, and keeps it if it is within <see cref="Width"/>; returns whether it holds text.</summary>
    public bool EndCell()
    {
        var hasText = !Cell.Trim(Open).IsEmpty;
        Count++;
        if (_kept == Width)
        {
            HasSurplus |= hasText;
            _length = _start;
            return hasText;
        }

        if (_kept == _ends.Length)
        {
            Array.Resize(ref _ends, _ends.Length * 2);
        }

        _ends[_kept++] = _length;
        return hasText;
    }
}
