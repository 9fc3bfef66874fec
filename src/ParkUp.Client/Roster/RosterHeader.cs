using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>The header of a roster: it says which column holds which field, and so makes entries of rows.</summary>
internal sealed partial class RosterHeader
{
    private const int MaxQuotedHeader = 200;
    private const int MaxQuotedName = 60;

    private static readonly char[] UsualDelimiters = [',', ';', '\t', '|'];

    private readonly string[] _names;
    private readonly int[] _columns = new int[Enum.GetValues<RosterField>().Length];
    private readonly int _line;
    private readonly int _knownCount;
    private readonly int _lastKnown;
    private readonly int _operation;
    private readonly int _succeeded;
    private readonly (RosterField Field, int First, int Second)? _clash;

    private RosterHeader(DelimitedReader row, char delimiter)
    {
        Delimiter = delimiter;
        _line = row.RowLine;
        _names = new string[row.Count];
        Array.Fill(_columns, -1);
        List<string> unused = [];
        for (var column = 0; column < _names.Length; column++)
        {
            var name = Cell.Trim(row[column]).ToString();
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
                _columns[(int)field] = _lastKnown = column;
                _knownCount++;
            }
            else
            {
                _clash ??= (field, _columns[(int)field], column);
            }
        }

        UnusedColumns = unused.AsReadOnly();
        _operation = IndexOf(nameof(TagResult.Operation));
        _succeeded = IndexOf(nameof(TagResult.Succeeded));
    }

    public char Delimiter { get; }

    /// <summary>The names of the columns that hold no field.</summary>
    public IReadOnlyList<string> UnusedColumns { get; }

    /// <summary>Reads the header, by the given delimiter if there is one, and leaves the reader at the first row below it.</summary>
    /// <exception cref="RosterException">There is no header, or it has no known column, or two for one field.</exception>
    public static RosterHeader Read(DelimitedReader reader, string path, char? delimiter)
    {
        var separator = SkipSeparatorLine(reader);
        var header = Find(reader, path, delimiter ?? separator);
        if (header._clash is (var field, var first, var second))
        {
            throw new RosterException(path, header._line, Texts.RosterTwoColumns.With(
                path, field, Quote(header._names[first], MaxQuotedName), Quote(header._names[second], MaxQuotedName)));
        }

        reader.Start(header.Delimiter);
        reader.ReadRow();
        reader.ForgetStart();
        reader.Width = header._names.Length;
        return header;
    }

    /// <summary>Makes an entry of a row. It has a fault where the cells do not line up with the header.</summary>
    public RosterEntry Bind(DelimitedReader row)
    {
        return new()
        {
            Line = row.RowLine,
            RefId = Text(RosterField.RefId),
            CustomerId = Text(RosterField.CustomerId),
            Email = Text(RosterField.Email),
            Phone = Text(RosterField.Phone),
            Name = Text(RosterField.Name),
            LastName = Text(RosterField.LastName),
            IsUnlimited = YesNo.Parse(Text(RosterField.IsUnlimited)).ToValue(),
            Code = Text(RosterField.Code),
            Plate = Text(RosterField.Plate),
            Tags = Text(RosterField.Tags),
            FailedOperation = YesNo.Parse(TextAt(row, _succeeded)).Value is true ? null : TextAt(row, _operation),
            Fault = FaultOf(row),
        };

        string? Text(RosterField field) => TextAt(row, _columns[(int)field]);
    }

    /// <summary>Skips a first line that tells Excel the delimiter, such as <c>sep=;</c>, and returns the delimiter.</summary>
    private static char? SkipSeparatorLine(DelimitedReader reader)
    {
        var match = SeparatorLine().Match(reader.Peek("\"sep=;\"\r\n".Length).ToString());
        if (!match.Success)
        {
            return null;
        }

        reader.SkipFirstLine(match.Length);
        return match.Groups["delimiter"].Value[0];
    }

    [GeneratedRegex("""\A(?<quote>"?)sep=(?<delimiter>[^"\r\n])\k<quote>(?:\r\n|\r|\n|\z)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SeparatorLine();

    /// <summary>Tries the delimiters: the header with the most known columns wins, then the one with the most columns.</summary>
    private static RosterHeader Find(DelimitedReader reader, string path, char? delimiter)
    {
        RosterHeader? best = null;
        RosterException? failure = null;
        long failureCells = 0;
        var hasNoRow = false;
        foreach (var candidate in delimiter is { } known ? [known] : UsualDelimiters)
        {
            reader.Start(candidate);
            try
            {
                if (!reader.ReadRow())
                {
                    hasNoRow = true;
                    continue;
                }

                var header = new RosterHeader(reader, candidate);
                if (best is null || (header._knownCount, header._names.Length).CompareTo((best._knownCount, best._names.Length)) > 0)
                {
                    best = header;
                }
            }
            catch (RosterException e)
            {
                // A wrong delimiter may leave a quote open, so this counts only if no delimiter works; then the one
                // that split off the most cells had the best view of the fault.
                if (failure is null || reader.Count > failureCells)
                {
                    (failure, failureCells) = (e, reader.Count);
                }
            }
        }

        return best is { _knownCount: > 0 } ? best
            : hasNoRow ? throw new RosterException(path, null, Texts.RosterEmpty.With(path))
            : throw failure ?? best!.NothingKnown(path, delimiter);
    }

    private RosterException NothingKnown(string path, char? delimiter)
    {
        var header = Quote(string.Join(Delimiter, _names), MaxQuotedHeader);
        var message = Texts.RosterNoKnownColumn.With(
            path, _line, header, string.Join(", ", Enum.GetNames<RosterField>()), string.Join(", ", RosterColumns.SpanishNames));
        return new(path, _line, (delimiter is null ? Texts.RosterGiveDelimiter : Texts.RosterCheckDelimiter).With(message));
    }

    private InvalidInputException? FaultOf(DelimitedReader row)
    {
        if (row.HasSurplus)
        {
            return new(Texts.RosterLongRow.With(
                row.RowLine,
                CellCount(row),
                (_names.Length == 1 ? Texts.RosterOneColumn : Texts.RosterColumns).With(_names.Length),
                Delimiter == '\t' ? Texts.RosterTab : $"'{Delimiter}'"));
        }

        // Cells after the last known column may be missing.
        if (row.Count > _lastKnown)
        {
            return null;
        }

        var missing = _names.Skip((int)row.Count).First(static name => name.Length > 0);
        return new(Texts.RosterShortRow.With(row.RowLine, CellCount(row), _names.Length, Quote(missing, MaxQuotedName))) { Field = missing };
    }

    private static string CellCount(DelimitedReader row) => (row.Count == 1 ? Texts.RosterOneCell : Texts.RosterCells).With(row.Count);

    private int IndexOf(string name) => Array.FindIndex(_names, other => string.Equals(name, other, StringComparison.OrdinalIgnoreCase));

    private static string? TextAt(DelimitedReader row, int column)
    {
        var cell = CellAt(row, column);
        return cell.IsEmpty ? null : cell.ToString();
    }

    private static ReadOnlySpan<char> CellAt(DelimitedReader row, int column) => column < 0 ? default : Cell.Trim(row[column]);

    /// <summary>A text from the file as a message quotes it, on one line.</summary>
    private static string Quote(string text, int length) => TextSanitizer.Quote(
        string.Concat(text.Select(static c => Cell.IsInvisible(c) || char.IsControl(c) ? ' ' : c)), length);
}
