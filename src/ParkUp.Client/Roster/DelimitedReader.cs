namespace ParkUp.Client;

/// <summary>Splits a text into rows and cells by RFC 4180, and as spreadsheets do where it says nothing.</summary>
/// <remarks>
/// The cells of a row are slices of one buffer, which the next row overwrites. Until <see cref="ForgetStart"/> all text is
/// kept, so that the header can be read with one delimiter after the other. The limits on lengths stop a quote that was
/// never closed from filling the memory.
/// </remarks>
internal sealed class DelimitedReader(StrictStreamReader text, string path)
{
    private const int MaxCell = 64 * 1024;
    private const int MaxRow = 1024 * 1024;
    private const int MaxHeader = 1024 * 1024;
    private const int ReadSize = 32 * 1024;

    // The text read so far: kept from _start on, and not split yet from _at to _end.
    private char[] _text = new char[ReadSize];
    private int _start;
    private int _at;
    private int _end;
    private bool _keepsStart = true;
    private int _firstLine = 1;
    private int _line = 1;
    private bool _afterReturn;
    private char _delimiter;

    // The row: the contents of its cells, one after the other, and where each ends.
    private char[] _row = new char[1024];
    private int[] _cellEnds = new int[16];
    private int _length;
    private int _kept;
    private int _cellStart;
    private int _cellLine;
    private bool _cellIsQuoted;

    /// <summary>The line on which the row starts.</summary>
    public int RowLine { get; private set; }

    /// <summary>How many cells to keep of each row; of those beyond, only whether they are blank.</summary>
    public int Width { get; set; } = int.MaxValue;

    /// <summary>How many cells the row has, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a cell beyond <see cref="Width"/> is not blank.</summary>
    public bool HasSurplus { get; private set; }

    /// <summary>A cell of the row, untrimmed; empty where there is none.</summary>
    public ReadOnlySpan<char> this[int index] => index < _kept
        ? _row.AsSpan((index == 0 ? 0 : _cellEnds[index - 1]).._cellEnds[index])
        : default;

    /// <summary>The first characters of the text; fewer where the text is shorter.</summary>
    public ReadOnlySpan<char> Peek(int count)
    {
        while (_end - _start < count && Fill())
        {
        }

        return _text.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Leaves out the first line of the text; its length includes the line break.</summary>
    public void SkipFirstLine(int length)
    {
        _start += length;
        _firstLine++;
    }

    /// <summary>Goes to the start of the text, or back to it, to split it by this delimiter.</summary>
    public void Start(char delimiter)
    {
        _at = _start;
        _line = _firstLine;
        _delimiter = delimiter;
        _afterReturn = false;
    }

    /// <summary>Stops keeping the text: there will be no other <see cref="Start(char)"/>.</summary>
    public void ForgetStart() => _keepsStart = false;

    /// <summary>Reads the next row that is not blank.</summary>
    public bool ReadRow()
    {
        bool hasText;
        do
        {
            Count = 0;
            HasSurplus = false;
            _kept = _length = 0;
            SkipLineFeed();
            RowLine = _line;
            if (!HasMore())
            {
                return false;
            }

            hasText = false;
            bool isDelimited;
            do
            {
                isDelimited = ReadCell();
                hasText |= EndCell();
            }
            while (isDelimited);
        }
        while (!hasText);
        return true;
    }

    private void SkipLineFeed()
    {
        if (_afterReturn && HasMore() && _text[_at] == '\n')
        {
            _at++;
        }

        _afterReturn = false;
    }

    /// <summary>Reads a cell; returns whether a delimiter follows it, rather than the end of the row.</summary>
    private bool ReadCell()
    {
        _cellStart = _length;
        _cellLine = _line;
        _cellIsQuoted = HasMore() && _text[_at] == '"';
        if (_cellIsQuoted)
        {
            _at++;
            ReadQuoted();
        }

        // After a closing quote too: what follows it up to the delimiter is literal.
        var stop = AppendUntil(_delimiter);
        if (stop is '\r' or '\n')
        {
            _afterReturn = stop == '\r';
            _line++;
        }

        return stop == _delimiter;
    }

    private void ReadQuoted()
    {
        while (AppendUntil('"') is { } stop)
        {
            if (stop != '"')
            {
                var isSecondOfPair = stop == '\n' && _length > _cellStart && _row[_length - 1] == '\r';
                _line += isSecondOfPair ? 0 : 1;
                Append([stop]);
            }
            else if (HasMore() && _text[_at] == '"')
            {
                _at++;
                Append("\"");
            }
            else
            {
                return;
            }
        }

        throw new RosterException(path, _cellLine, Texts.RosterQuoteNeverClosed.With(path, _cellLine));
    }

    /// <summary>Appends to the cell all up to a character or a line break, and returns that; null where the text ends first.</summary>
    private char? AppendUntil(char stop)
    {
        while (HasMore())
        {
            var rest = _text.AsSpan(_at.._end);
            var length = rest.IndexOfAny(stop, '\r', '\n');
            if (length >= 0)
            {
                Append(rest[..length]);
                _at += length + 1;
                return rest[length];
            }

            Append(rest);
            _at = _end;
        }

        return null;
    }

    private void Append(ReadOnlySpan<char> part)
    {
        var length = _length + part.Length;
        if (length - _cellStart > MaxCell)
        {
            var message = _cellIsQuoted ? Texts.RosterQuotedCellTooLong : Texts.RosterCellTooLong;
            throw new RosterException(path, _cellLine, message.With(path, _cellLine, MaxCell));
        }

        if (length > MaxRow)
        {
            throw new RosterException(path, RowLine, Texts.RosterRowTooLong.With(path, RowLine, MaxRow));
        }

        if (length > _row.Length)
        {
            Array.Resize(ref _row, Math.Max(length, _row.Length * 2));
        }

        part.CopyTo(_row.AsSpan(_length));
        _length = length;
    }

    /// <summary>Keeps the cell if it is within <see cref="Width"/>; returns whether it holds text.</summary>
    private bool EndCell()
    {
        var hasText = !Cell.Trim(_row.AsSpan(_cellStart.._length)).IsEmpty;
        Count++;
        if (_kept == Width)
        {
            HasSurplus |= hasText;
            _length = _cellStart;
            return hasText;
        }

        if (_kept == _cellEnds.Length)
        {
            Array.Resize(ref _cellEnds, _cellEnds.Length * 2);
        }

        _cellEnds[_kept++] = _length;
        return hasText;
    }

    /// <summary>Whether the text goes on; if it does, the buffer holds its next characters.</summary>
    private bool HasMore() => _at < _end || ReadMore();

    private bool ReadMore()
    {
        if (_keepsStart && _end - _start >= MaxHeader)
        {
            throw new RosterException(path, _line, Texts.RosterHeaderTooLong.With(path, MaxHeader));
        }

        try
        {
            if (Fill())
            {
                return true;
            }
        }
        catch (IOException e)
        {
            throw new RosterException(path, _line, Texts.RosterCannotRead.With(path, e.Message), e);
        }

        return text.FaultMessage(path, _line) is { } fault ? throw new RosterException(path, _line, fault) : false;
    }

    private bool Fill()
    {
        if (!_keepsStart)
        {
            _at = _end = 0;
        }
        else if (_text.Length - _end < ReadSize)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        var length = text.Read(_text.AsSpan(_end, ReadSize));
        _end += length;
        return length > 0;
    }
}
