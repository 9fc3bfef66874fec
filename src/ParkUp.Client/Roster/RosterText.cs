namespace ParkUp.Client;

/// <summary>A text that is read once from its start: the next characters of it, and those before them that may be read again.</summary>
internal interface ITextSource
{
    /// <summary>Reads some text; none at its end, and none from a fault on.</summary>
    int Read(Span<char> buffer);

    /// <summary>The message for the fault that ended the text; null where it ended of itself.</summary>
    string? FaultMessage(string path, int line);
}

/// <summary>The text of a roster: the part of it that is in memory, and the line that is read.</summary>
/// <remarks>Until <see cref="ForgetStart"/> all text is kept; from then on, what <see cref="KeepBelow"/> asks for.</remarks>
internal sealed class RosterText(ITextSource source, string path, int firstLine)
{
    private const int ReadSize = 32 * 1024;
    private const int MaxHeader = 1024 * 1024;

    private char[] _text = new char[ReadSize];
    private int _at;
    private int _end;

    // Places are numbers of characters before them: of what is first in memory, of what is kept, of where the text starts.
    private long _first;
    private long _kept = long.MaxValue;
    private long _start;

    private bool _keepsStart = true;
    private int _firstLine = firstLine;
    private bool _afterReturn;

    /// <summary>The line that is read.</summary>
    public int Line { get; private set; } = firstLine;

    /// <summary>The line on which the row starts.</summary>
    public int RowLine { get; private set; }

    /// <summary>What is in memory from here on.</summary>
    public ReadOnlySpan<char> Rest => _text.AsSpan(_at.._end);

    private long Place => _first + _at;

    /// <summary>Whether the text goes on; if it does, its next characters are in memory.</summary>
    public bool HasMore() => _at < _end || ReadMore();

    public void Advance(int count) => _at += count;

    /// <summary>The first characters of the text; fewer where the text is shorter.</summary>
    public ReadOnlySpan<char> Peek(int count)
    {
        KeepStart();
        while (Rest.Length < count && Fill())
        {
        }

        return Rest[..Math.Min(count, Rest.Length)];
    }

    /// <summary>Leaves out the first line; its length includes the line break.</summary>
    public void SkipFirstLine(int length)
    {
        _start += length;
        _firstLine++;
    }

    /// <summary>Goes to the start, or back to it.</summary>
    public void GoToStart()
    {
        KeepStart();
        Line = _firstLine;
        _afterReturn = false;
    }

    /// <summary>Stops keeping the text: there will be no other <see cref="GoToStart"/>.</summary>
    public void ForgetStart()
    {
        _keepsStart = false;
        ForgetBelow();
    }

    /// <summary>Starts a row here.</summary>
    public void StartRow()
    {
        SkipLineFeed();
        RowLine = Line;
    }

    /// <summary>Ends a row, with the first or only character of its line break.</summary>
    public void EndRow(char lineBreak)
    {
        _afterReturn = lineBreak == '\r';
        CountLine();
    }

    /// <summary>Goes on to the next line, within a row.</summary>
    public void CountLine() => Line++;

    /// <summary>Skips the second character of the line break of which <see cref="EndRow"/> was given the first.</summary>
    public void SkipLineFeed()
    {
        if (_afterReturn && HasMore() && Rest[0] == '\n')
        {
            Advance(1);
        }

        _afterReturn = false;
    }

    /// <summary>Skips the rest of the line; returns the character that ended it, or null for the end of the text.</summary>
    public char? SkipLine()
    {
        while (HasMore())
        {
            var rest = Rest;
            var length = rest.IndexOfAny('\r', '\n');
            Advance(length < 0 ? rest.Length : length + 1);
            if (length >= 0)
            {
                return rest[length];
            }
        }

        return null;
    }

    /// <summary>Keeps the text from here on, below a line break, so that it can be gone back to.</summary>
    public LineStart KeepBelow(char lineBreak)
    {
        _kept = Math.Min(_kept, Place);
        return new(Place, Line, lineBreak == '\r');
    }

    /// <summary>Stops keeping what <see cref="KeepBelow"/> has asked for.</summary>
    public void ForgetBelow()
    {
        if (!_keepsStart)
        {
            _kept = long.MaxValue;
        }
    }

    /// <summary>What was read below a line break.</summary>
    public ReadOnlySpan<char> ReadSince(LineStart below) => _text.AsSpan((int)(below.Place - _first).._at);

    /// <summary>Goes back to below a line break.</summary>
    public void GoBack(LineStart below)
    {
        _at = (int)(below.Place - _first);
        Line = below.Line;
        _afterReturn = below.IsAfterReturn;
    }

    private void KeepStart()
    {
        _kept = Math.Min(_kept, _start);
        _at = (int)(_start - _first);
    }

    private bool ReadMore()
    {
        if (_first + _end - _kept >= (_keepsStart ? MaxHeader : 2 * RowCells.MaxRow))
        {
            throw _keepsStart
                ? new RosterException(path, Line, Texts.RosterHeaderTooLong.With(path, MaxHeader))
                : RowCells.TooLong(path, RowLine);
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
            throw new RosterException(path, Line, Texts.RosterCannotRead.With(path, e.Message), e);
        }

        return source.FaultMessage(path, Line) is { } fault ? throw new RosterException(path, Line, fault) : false;
    }

    /// <summary>Reads more text into memory; returns whether there was any.</summary>
    private bool Fill()
    {
        var first = (int)(Math.Min(_kept, Place) - _first);
        if (first > 0 && _text.Length - _end < ReadSize)
        {
            _text.AsSpan(first.._end).CopyTo(_text);
            _first += first;
            _at -= first;
            _end -= first;
        }

        if (_text.Length - _end < ReadSize)
        {
            Array.Resize(ref _text, _text.Length * 2);
        }

        var length = source.Read(_text.AsSpan(_end, ReadSize));
        _end += length;
        return length > 0;
    }
}

/// <summary>Where a line begins, and whether the rest of a line break may stand there.</summary>
internal readonly record struct LineStart(long Place, int Line, bool IsAfterReturn);
