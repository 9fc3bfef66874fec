namespace ParkUp.Client;

/// <summary>A roster of which each line is one quoted cell, as the lines without their quotes.</summary>
/// <remarks>Spreadsheets write this where they have read the file with another delimiter.</remarks>
internal sealed class WrappedLines(DelimitedReader lines, string path) : ITextSource
{
    private char[] _text = [];
    private int _at;
    private int _length;
    private int _line = lines.RowEndLine + 1;

    /// <summary>The line on which the text begins.</summary>
    public int FirstLine { get; } = lines.RowEndLine + 1;

    /// <summary>A delimiter for the lines that is not the one within them.</summary>
    public static char OuterDelimiter(char inner) => inner == ';' ? ',' : ';';

    /// <summary>Splits a cell that holds a whole header; null where it holds none.</summary>
    public static (char Delimiter, string[] Names)? Split(string cell, RosterOptions options)
    {
        (char Delimiter, string[] Names)? best = null;
        var most = 1;
        foreach (var delimiter in options.Delimiter is { } given ? [given] : DelimitedReader.UsualDelimiters)
        {
            var names = Array.ConvertAll(cell.Split(delimiter), static name => Cell.Trim(name)?.Trim('"') ?? string.Empty);
            var known = RosterColumns.CountKnown(names, options.ColumnMap);
            if (known > most)
            {
                (best, most) = ((delimiter, names), known);
            }
        }

        return best;
    }

    public int Read(Span<char> buffer)
    {
        if (_at == _length && !ReadLine())
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _length - _at);
        _text.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public string? FaultMessage(string path, int line) => null;

    private bool ReadLine()
    {
        if (!lines.ReadRow())
        {
            return false;
        }

        // A line that is more than its quoted cell was not written like the others.
        if (lines.Fault is not null || lines.HasSurplus)
        {
            throw new RosterException(path, lines.RowLine, Texts.RosterLineNotWrapped.With(path, lines.RowLine));
        }

        // The blank lines that were skipped count as well.
        var blank = lines.RowLine - _line;
        _line = lines.RowEndLine + 1;
        _text = [.. Enumerable.Repeat('\n', blank), .. lines.AllCells, '\n'];
        (_at, _length) = (0, _text.Length);
        return true;
    }
}
