namespace ParkUp.Client;

/// <summary>Parts a text into rows and cells as RFC 4180 says, and as spreadsheets do where it says nothing.</summary>
/// <remarks>One row is held at a time, in a buffer that is used again; the cells are slices of it.</remarks>
internal sealed class DelimitedReader
{
    /// <summary>A cell longer than this is taken for a quote that was never closed.</summary>
    internal const int MaxCell = 64 * 1024;

    /// <summary>What the cells of a row may hold together.</summary>
    internal const int MaxRow = 1024 * 1024;

    private const int BufferSize = 32 * 1024;

    private readonly TextReader _text;
    private readonly string _path;
    private readonly char _delimiter;
    private readonly char[] _buffer = new char[BufferSize];
    private int _at;
    private int _end;

    private char[] _row = new char[1024];
    private int[] _ends = new int[16];
    private int _length;
    private int _cellStart;
    private int _cellLine;
    private bool _cellQuoted;
    private int _stored;
    private bool _afterReturn;

    public DelimitedReader(TextReader text, string path, char delimiter, int firstLine)
    {
        _text = text;
        _path = path;
        _delimiter = delimiter;
        Line = firstLine;
    }

    /// <summary>The line that is being read.</summary>
    public int Line { get; private set; }

    /// <summary>The line on which the row starts.</summary>
    public int RowLine { get; private set; }

    /// <summary>How many cells to keep of each row; of those beyond, only whether they are blank.</summary>
    public int Width { get; set; } = int.MaxValue;

    /// <summary>How many cells the row has, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a cell beyond <see cref="Width"/> holds text.</summary>
    public bool HasSurplus { get; private set; }

    public ReadOnlySpan<char> this[int index] => index < _stored
        ? _row.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index])
        : default;

    /// <summary>Moves on to the next row that is not blank.</summary>
    public bool ReadRow()
    {
        bool hasText;
        do
        {
            Count = 0;
            HasSurplus = false;
            _stored = _length = 0;
            hasText = false;
            SkipLineFeed();
            RowLine = Line;
            if (!More())
            {
                return false;
            }

            bool parted;
            do
            {
                parted = ReadCell();
                hasText |= EndCell();
            }
            while (parted);
        }
        while (!hasText);
        return true;
    }

    /// <summary>Reads one cell, and whether a delimiter, rather than the end of the line, follows it.</summary>
    private bool ReadCell()
    {
        _cellStart = _length;
        _cellLine = Line;
        _cellQuoted = More() && _buffer[_at] == '"';
        if (_cellQuoted)
        {
            _at++;
            ReadQuoted();
        }

        // What stands between a closing quote and the delimiter is as literal as an unquoted cell.
        while (More())
        {
            var rest = _buffer.AsSpan(_at.._end);
            var stop = rest.IndexOfAny(_delimiter, '\r', '\n');
            if (stop < 0)
            {
                Append(rest);
                _at = _end;
                continue;
            }

            Append(rest[..stop]);
            _at += stop + 1;
            if (rest[stop] == _delimiter)
            {
                return true;
            }

            _afterReturn = rest[stop] == '\r';
            Line++;
            return false;
        }

        return false;
    }

    private void ReadQuoted()
    {
        while (More())
        {
            var rest = _buffer.AsSpan(_at.._end);
            var stop = rest.IndexOfAny('"', '\r', '\n');
            if (stop < 0)
            {
                Append(rest);
                _at = _end;
                continue;
            }

            var isQuote = rest[stop] == '"';
            Append(isQuote ? rest[..stop] : rest[..(stop + 1)]);
            _at += stop + 1;
            if (!isQuote)
            {
                CountQuotedBreak();
            }
            else if (More() && _buffer[_at] == '"')
            {
                Append("\"");
                _at++;
            }
            else
            {
                return;
            }
        }

        throw new RosterException(_path, _cellLine, Texts.RosterQuoteNeverClosed.With(_path, _cellLine));
    }

    private void CountQuotedBreak()
    {
        var secondOfPair = _row[_length - 1] == '\n' && _length - _cellStart > 1 && _row[_length - 2] == '\r';
        if (!secondOfPair)
        {
            Line++;
        }
    }

    /// <summary>Keeps the cell, or what there is to know of it, and says whether it holds text.</summary>
    private bool EndCell()
    {
        var hasText = !Cell.Trim(_row.AsSpan(_cellStart.._length)).IsEmpty;
        Count++;
        if (_stored == Width)
        {
            HasSurplus |= hasText;
            _length = _cellStart;
            return hasText;
        }

        if (_stored == _ends.Length)
        {
            Array.Resize(ref _ends, _ends.Length * 2);
        }

        _ends[_stored++] = _length;
        return hasText;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        var length = _length + text.Length;
        if (length - _cellStart > MaxCell)
        {
            throw new RosterException(_path, _cellLine, _cellQuoted
                ? Texts.RosterQuotedCellTooLong.With(_path, _cellLine, MaxCell)
                : Texts.RosterCellTooLong.With(_path, _cellLine, MaxCell));
        }

        if (length > MaxRow)
        {
            throw new RosterException(_path, RowLine, Texts.RosterRowTooLong.With(_path, RowLine, MaxRow));
        }

        if (length > _row.Length)
        {
            Array.Resize(ref _row, Math.Max(length, _row.Length * 2));
        }

        text.CopyTo(_row.AsSpan(_length));
        _length = length;
    }

    private void SkipLineFeed()
    {
        if (_afterReturn && More() && _buffer[_at] == '\n')
        {
            _at++;
        }

        _afterReturn = false;
    }

    private bool More()
    {
        if (_at < _end)
        {
            return true;
        }

        _at = _end = 0;
        try
        {
            _end = _text.Read(_buffer.AsSpan());
        }
        catch (UnreadableTextException e)
        {
            throw new RosterException(_path, Line, RosterMessages.Unreadable(_path, Line, e), e);
        }
        catch (IOException e)
        {
            throw new RosterException(_path, Line, Texts.RosterCannotRead.With(_path, e.Message), e);
        }

        return _end > 0;
    }
}
