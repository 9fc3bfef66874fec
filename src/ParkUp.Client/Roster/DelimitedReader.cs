namespace ParkUp.Client;

/// <summary>Splits a text into rows and cells by RFC 4180, and as spreadsheets do where it says nothing.</summary>
/// <remarks>
/// The cells of a row are slices of one buffer, which the next row overwrites. Until <see cref="ForgetStart"/> all text is
/// kept, so that the header can be read with one delimiter after the other. From then on, only what a quoted cell has read
/// beyond its first line is kept: where its quote proves not to be closed, reading goes on below that line.
/// </remarks>
internal sealed class DelimitedReader(ITextSource source, string path, int firstLine = 1)
{
    internal const int MaxCell = 64 * 1024;
    private const int MaxRow = 1024 * 1024;
    private const int MaxHeader = 1024 * 1024;
    private const char EndOfFile = '\u001A';

    private readonly TextWindow _text = new(source);
    private long _start;
    private bool _keepsStart = true;
    private int _firstLine = firstLine;
    private int _line = firstLine;
    private bool _afterReturn;
    private char _delimiter;

    // The row: the contents of its cells, one after the other, and where each ends.
    private char[] _row = new char[1024];
    private int[] _cellEnds = new int[16];
    private int _length;
    private int _kept;
    private int _cellStart;
    private int _cellLine;
    private bool _isTooLong;

    // The first line break within a quoted cell of the row, from the one at fault on: where the lines below it begin.
    private LineStart? _below;

    /// <summary>The line on which the row starts.</summary>
    public int RowLine { get; private set; }

    /// <summary>The last line of the row.</summary>
    public int RowEndLine { get; private set; }

    /// <summary>What is wrong with the quotes of the row; its cells cannot be trusted from that one on.</summary>
    public QuoteFault? Fault { get; private set; }

    /// <summary>How many cells to keep of each row; of those beyond, only whether they are blank.</summary>
    public int Width { get; set; } = int.MaxValue;

    /// <summary>How many cells the row has, kept or not.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a cell beyond <see cref="Width"/> is not blank.</summary>
    public bool HasSurplus { get; private set; }

    /// <summary>Whether the first cell of the row was in quotes.</summary>
    public bool IsFirstQuoted { get; private set; }

    /// <summary>The cells that were kept, one after the other.</summary>
    public ReadOnlySpan<char> AllCells => _row.AsSpan(0, _length);

    /// <summary>A cell of the row, untrimmed; empty where there is none.</summary>
    public ReadOnlySpan<char> this[int index] => index < _kept
        ? _row.AsSpan((index == 0 ? 0 : _cellEnds[index - 1]).._cellEnds[index])
        : default;

    /// <summary>The first characters of the text; fewer where the text is shorter.</summary>
    public ReadOnlySpan<char> Peek(int count)
    {
        _text.Keep(_start);
        _text.GoTo(_start);
        while (_text.Rest.Length < count && _text.Fill())
        {
        }

        return _text.Rest[..Math.Min(count, _text.Rest.Length)];
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
        _text.Keep(_start);
        _text.GoTo(_start);
        _line = _firstLine;
        _delimiter = delimiter;
        _afterReturn = false;
    }

    /// <summary>Stops keeping the text: there will be no other <see cref="Start(char)"/>.</summary>
    public void ForgetStart()
    {
        _keepsStart = false;
        _text.Forget();
    }

    /// <summary>Reads the next row that is not blank.</summary>
    public bool ReadRow()
    {
        bool hasText;
        do
        {
            Count = 0;
            HasSurplus = false;
            Fault = null;
            _below = null;
            _kept = _length = 0;
            SkipLineFeed();
            RowLine = _line;
            if (!HasMore())
            {
                return false;
            }

            hasText = ReadCells();
            if (Fault is not null)
            {
                Recover();
            }
            else if (Count == 1 && IsEndOfFile())
            {
                return false;
            }
        }
        while (!hasText);
        return true;
    }

    private bool ReadCells()
    {
        var hasText = false;
        char? stop;
        do
        {
            stop = ReadCell();
            RowEndLine = _line;
            if (stop is '\r' or '\n')
            {
                _afterReturn = stop == '\r';
                _line++;
            }

            hasText |= EndCell();
        }
        while (stop == _delimiter);
        return hasText || Fault is not null;
    }

    /// <summary>Where lines below the row were swallowed by its open quote, goes back to them.</summary>
    private void Recover()
    {
        if (_below is { } below && (Fault is not { Kind: QuoteFaultKind.TextBehind }
            || QuoteRecovery.AreRows(_text.Between(below.Place, _text.Place), _delimiter, Width)))
        {
            _text.GoTo(below.Place);
            _line = below.Line;
            _afterReturn = below.IsAfterReturn;
            RowEndLine = _line - 1;
            Fault = Fault! with { Kind = Fault is { Kind: QuoteFaultKind.TooLong } ? QuoteFaultKind.TooLong : QuoteFaultKind.NotClosed };
        }

        ForgetRow();
    }

    private void ForgetRow()
    {
        if (!_keepsStart)
        {
            _text.Forget();
        }
    }

    private void SkipLineFeed()
    {
        if (_afterReturn && HasMore() && _text.Rest[0] == '\n')
        {
            _text.Advance(1);
        }

        _afterReturn = false;
    }

    /// <summary>Reads a cell; returns what ended it: the delimiter, a line break, or null for the end of the text.</summary>
    private char? ReadCell()
    {
        _cellStart = _length;
        _cellLine = _line;
        SkipBlanks();
        var isQuoted = HasMore() && _text.Rest[0] == '"';
        IsFirstQuoted = Count == 0 ? isQuoted : IsFirstQuoted;
        if (!isQuoted)
        {
            return AppendLast();
        }

        _length = _cellStart;
        _text.Advance(1);
        if (!ReadQuoted())
        {
            // What is read next is decided by Recover; here the row just ends.
            return _isTooLong && _below is null ? SkipLine() : null;
        }

        var close = _length;
        var stop = AppendLast();
        if (Cell.Trim(_row.AsSpan(close.._length)).IsEmpty)
        {
            _length = close;
        }
        else
        {
            Fault ??= new(QuoteFaultKind.TextBehind, Count);
        }

        if (Fault is null)
        {
            _below = null;
            ForgetRow();
        }

        return stop;
    }

    /// <summary>Appends the rest of the cell, without the Ctrl+Z with which old programs end a file.</summary>
    private char? AppendLast()
    {
        var stop = AppendUntil(_delimiter);
        while (stop is null && _length > _cellStart && _row[_length - 1] == EndOfFile)
        {
            _length--;
        }

        return stop;
    }

    /// <summary>Whether the row is a Ctrl+Z on the last line.</summary>
    private bool IsEndOfFile()
    {
        if (AllCells is not [EndOfFile])
        {
            return false;
        }

        SkipLineFeed();
        return !HasMore();
    }

    /// <summary>Takes the blanks before a quote into the cell; they are removed where a quote follows.</summary>
    private void SkipBlanks()
    {
        while (HasMore() && _text.Rest[0] is var c && c is not ('\r' or '\n' or '"') && c != _delimiter && Cell.IsInvisible(c))
        {
            Append([c], isQuoted: false);
            _text.Advance(1);
        }
    }

    /// <summary>Reads up to the closing quote; false where there is none.</summary>
    private bool ReadQuoted()
    {
        LineStart? below = null;
        _isTooLong = false;
        while (AppendUntil('"', isQuoted: true) is { } stop && !_isTooLong)
        {
            if (stop != '"')
            {
                var isSecondOfPair = stop == '\n' && _length > _cellStart && _row[_length - 1] == '\r';
                _line += isSecondOfPair ? 0 : 1;
                Append([stop], isQuoted: true);
                below ??= StartBelow(stop);
            }
            else if (HasMore() && _text.Rest[0] == '"')
            {
                _text.Advance(1);
                Append("\"", isQuoted: true);
            }
            else
            {
                return true;
            }
        }

        // The lines below this cell, and not those below an earlier fault of the row.
        _below = below;
        Fault = new(_isTooLong ? QuoteFaultKind.TooLong : QuoteFaultKind.NotClosed, Count);
        return false;
    }

    private LineStart StartBelow(char stop)
    {
        var below = new LineStart(_text.Place, _line, stop == '\r');
        _text.Keep(below.Place);
        _below ??= below;
        return below;
    }

    /// <summary>Appends to the cell all up to a character or a line break, and returns that; null where the text ends first.</summary>
    private char? AppendUntil(char stop, bool isQuoted = false)
    {
        while (HasMore())
        {
            var rest = _text.Rest;
            var length = rest.IndexOfAny(stop, '\r', '\n');
            Append(length < 0 ? rest : rest[..length], isQuoted);
            if (isQuoted && _isTooLong)
            {
                return null;
            }

            _text.Advance(length < 0 ? rest.Length : length + 1);
            if (length >= 0)
            {
                return rest[length];
            }
        }

        return null;
    }

    private char? SkipLine()
    {
        while (HasMore())
        {
            var rest = _text.Rest;
            var length = rest.IndexOfAny('\r', '\n');
            _text.Advance(length < 0 ? rest.Length : length + 1);
            if (length >= 0)
            {
                return rest[length];
            }
        }

        return null;
    }

    private void Append(ReadOnlySpan<char> part, bool isQuoted)
    {
        var length = _length + part.Length;
        if (length - _cellStart > MaxCell)
        {
            _isTooLong = isQuoted ? true : throw new RosterException(path, _cellLine, Texts.RosterCellTooLong.With(path, _cellLine, MaxCell));
            return;
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

    /// <summary>Whether the text goes on; if it does, the window holds its next characters.</summary>
    private bool HasMore() => !_text.Rest.IsEmpty || ReadMore();

    private bool ReadMore()
    {
        if (_text.KeptLength >= (_keepsStart ? MaxHeader : 2 * MaxRow))
        {
            throw _keepsStart
                ? new RosterException(path, _line, Texts.RosterHeaderTooLong.With(path, MaxHeader))
                : new RosterException(path, RowLine, Texts.RosterRowTooLong.With(path, RowLine, MaxRow));
        }

        try
        {
            if (_text.Fill())
            {
                return true;
            }
        }
        catch (IOException e)
        {
            throw new RosterException(path, _line, Texts.RosterCannotRead.With(path, e.Message), e);
        }

        return source.FaultMessage(path, _line) is { } fault ? throw new RosterException(path, _line, fault) : false;
    }

    /// <summary>Where a line begins.</summary>
    private readonly record struct LineStart(long Place, int Line, bool IsAfterReturn);
}
