using System.Collections.Immutable;

namespace ParkUp.Client;

/// <summary>Splits a text into rows and cells by RFC 4180, and as spreadsheets do where it says nothing.</summary>
/// <remarks>
/// Until <see cref="ForgetStart"/> all text is kept, so that the header can be read with one delimiter after the other. From
/// then on, only what a quoted cell has read beyond its first line is kept: where its quote proves not to be closed, reading
/// goes on below that line.
/// </remarks>
internal sealed class DelimitedReader(ITextSource source, string path, int firstLine = 1)
{
    private const char EndOfFile = '\u001A';

    private readonly RosterText _text = new(source, path, firstLine);
    private readonly RowCells _cells = new(path);
    private char _delimiter;

    // The first line break within a quoted cell of the row, from the one at fault on: where the lines below it begin.
    private LineStart? _below;

    /// <summary>The delimiters that are looked for where none is given.</summary>
    public static ImmutableArray<char> UsualDelimiters { get; } = [',', ';', '\t', '|'];

    /// <summary>The line on which the row starts.</summary>
    public int RowLine => _text.RowLine;

    /// <summary>The last line of the row.</summary>
    public int RowEndLine { get; private set; }

    /// <summary>What is wrong with the quotes of the row; its cells cannot be trusted from that one on.</summary>
    public QuoteFault? Fault { get; private set; }

    /// <summary>Whether the text ended within the row, and not at a line break.</summary>
    public bool IsCut { get; private set; }

    /// <summary>How many cells to keep of each row; of those beyond, only whether they are blank.</summary>
    public int Width
    {
        get => _cells.Width;
        set => _cells.Width = value;
    }

    /// <summary>How many cells the row has, kept or not.</summary>
    public long Count => _cells.Count;

    /// <summary>Whether a cell beyond <see cref="Width"/> is not blank.</summary>
    public bool HasSurplus => _cells.HasSurplus;

    /// <summary>Whether the first cell of the row was in quotes.</summary>
    public bool IsFirstQuoted { get; private set; }

    /// <summary>The cells that were kept, one after the other.</summary>
    public ReadOnlySpan<char> AllCells => _cells.All;

    /// <summary>A cell of the row, untrimmed; empty where there is none.</summary>
    public ReadOnlySpan<char> this[int index] => _cells[index];

    /// <summary>The first characters of the text; fewer where the text is shorter.</summary>
    public ReadOnlySpan<char> Peek(int count) => _text.Peek(count);

    /// <summary>Leaves out the first line of the text; its length includes the line break.</summary>
    public void SkipFirstLine(int length) => _text.SkipFirstLine(length);

    /// <summary>Goes to the start of the text, or back to it, to split it by this delimiter.</summary>
    public void Start(char delimiter)
    {
        _text.GoToStart();
        _delimiter = delimiter;
    }

    /// <summary>Stops keeping the text: there will be no other <see cref="Start(char)"/>.</summary>
    public void ForgetStart() => _text.ForgetStart();

    /// <summary>Reads the next row that is not blank.</summary>
    public bool ReadRow()
    {
        bool hasText;
        do
        {
            Fault = null;
            _below = null;
            _cells.Clear();
            _text.StartRow();
            if (!_text.HasMore())
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
            RowEndLine = _text.Line;
            if (stop is '\r' or '\n')
            {
                _text.EndRow(stop.Value);
            }

            hasText |= _cells.EndCell();
        }
        while (stop == _delimiter);
        IsCut = stop is null;
        return hasText || Fault is not null;
    }

    /// <summary>Where lines below the row were swallowed by its open quote, goes back to them.</summary>
    private void Recover()
    {
        if (_below is { } below && (Fault is not { Kind: QuoteFaultKind.TextBehind }
            || QuoteRecovery.AreRows(_text.ReadSince(below), _delimiter, Width)))
        {
            _text.GoBack(below);
            IsCut = false;
            RowEndLine = _text.Line - 1;
            Fault = Fault! with { Kind = Fault is { Kind: QuoteFaultKind.TooLong } ? QuoteFaultKind.TooLong : QuoteFaultKind.NotClosed };
        }

        _text.ForgetBelow();
    }

    /// <summary>Reads a cell; returns what ended it: the delimiter, a line break, or null for the end of the text.</summary>
    private char? ReadCell()
    {
        _cells.StartCell(_text.Line, _text.RowLine);
        SkipBlanks();
        var isQuoted = _text.HasMore() && _text.Rest[0] == '"';
        IsFirstQuoted = Count == 0 ? isQuoted : IsFirstQuoted;
        if (!isQuoted)
        {
            return AppendLast(0);
        }

        _cells.Cut(0);
        _text.Advance(1);
        if (!ReadQuoted())
        {
            // What is read next is decided by Recover; here the row just ends.
            return _cells.IsTooLong && _below is null ? _text.SkipLine() : null;
        }

        var close = _cells.Open.Length;
        var stop = AppendLast(close);
        if (Cell.Trim(_cells.Open[close..]).IsEmpty)
        {
            _cells.Cut(close);
        }
        else
        {
            Fault ??= new(QuoteFaultKind.TextBehind, Count);
        }

        if (Fault is null)
        {
            _below = null;
            _text.ForgetBelow();
        }

        return stop;
    }

    /// <summary>Appends the rest of the cell, without the Ctrl+Z with which old programs end a file.</summary>
    /// <param name="start">Where in the cell its rest begins.</param>
    private char? AppendLast(int start)
    {
        var stop = AppendUntil(_delimiter);
        if (stop is null)
        {
            _cells.Cut(start + _cells.Open[start..].TrimEnd(EndOfFile).Length);
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

        _text.SkipLineFeed();
        return !_text.HasMore();
    }

    /// <summary>Takes the blanks before a quote into the cell; they are removed where a quote follows.</summary>
    private void SkipBlanks()
    {
        while (_text.HasMore() && _text.Rest[0] is var c && c is not ('\r' or '\n' or '"') && c != _delimiter && Cell.IsInvisible(c))
        {
            _cells.Append([c], isQuoted: false);
            _text.Advance(1);
        }
    }

    /// <summary>Reads up to the closing quote; false where there is none.</summary>
    private bool ReadQuoted()
    {
        LineStart? below = null;
        while (AppendUntil('"', isQuoted: true) is { } stop && !_cells.IsTooLong)
        {
            if (stop != '"')
            {
                if (stop == '\r' || _cells.Open is not [.., '\r'])
                {
                    _text.CountLine();
                }

                _cells.Append([stop], isQuoted: true);
                below ??= StartBelow(stop);
            }
            else if (_text.HasMore() && _text.Rest[0] == '"')
            {
                _text.Advance(1);
                _cells.Append("\"", isQuoted: true);
            }
            else
            {
                return true;
            }
        }

        // The lines below this cell, and not those below an earlier fault of the row.
        _below = below;
        Fault = new(_cells.IsTooLong ? QuoteFaultKind.TooLong : QuoteFaultKind.NotClosed, Count);
        return false;
    }

    private LineStart StartBelow(char lineBreak)
    {
        var below = _text.KeepBelow(lineBreak);
        _below ??= below;
        return below;
    }

    /// <summary>Appends to the cell all up to a character or a line break, and returns that; null where the text ends first.</summary>
    private char? AppendUntil(char stop, bool isQuoted = false)
    {
        while (_text.HasMore())
        {
            var rest = _text.Rest;
            var length = rest.IndexOfAny(stop, '\r', '\n');
            _cells.Append(length < 0 ? rest : rest[..length], isQuoted);
            if (isQuoted && _cells.IsTooLong)
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
}
