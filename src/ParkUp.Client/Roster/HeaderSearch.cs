using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>Finds the header of a roster: its delimiter, and its row, which may stand below titles and groups of columns.</summary>
internal sealed partial class HeaderSearch(DelimitedReader reader, string path, RosterOptions options)
{
    private const int MaxRows = 20;
    private const int MaxFirstLine = 4096;
    private const int MaxQuotedHeader = 200;

    private Candidate? _best;
    private Candidate? _first;
    private RosterException? _failure;
    private long _failureCells;
    private bool _hasNoRow;

    /// <summary>Reads the header, and leaves the reader at the first row below it.</summary>
    /// <exception cref="RosterException">There is no header.</exception>
    public FoundHeader Find()
    {
        var separator = SkipFirstLines();
        var given = options.Delimiter ?? separator;
        foreach (var candidate in given is { } known ? [known] : DelimitedReader.UsualDelimiters)
        {
            reader.Start(candidate);
            Search(candidate);
        }

        if (_best is null)
        {
            throw _hasNoRow ? new RosterException(path, null, Texts.RosterEmpty.With(path)) { HasNoHeader = true }
                : _failure is not null && _failureCells >= (_first?.Names.Length ?? 0) ? _failure
                : NothingKnown(_first!, given);
        }

        GoBelow(_best);
        return new(_best.Delimiter, _best.Names, _best.Line, _best.PassedFrom, _best.PassedTo, _best.IsWrapped);
    }

    /// <summary>Skips first lines that are for machines: Excel's <c>sep=;</c>, whose delimiter is returned, and PowerShell's <c>#TYPE</c>.</summary>
    private char? SkipFirstLines()
    {
        char? delimiter = null;
        while (FirstLine().Match(Start()) is { Success: true } line)
        {
            reader.SkipFirstLine(line.Length);
            delimiter = line.Groups["delimiter"] is { Success: true, Value: var value } ? value[0] : delimiter;
        }

        return delimiter;

        string Start() => reader.Peek("\"sep=;\"\r\n".Length) is var start && start.Contains("#TYPE", StringComparison.OrdinalIgnoreCase)
            ? reader.Peek(MaxFirstLine).ToString()
            : start.ToString();
    }

    [GeneratedRegex("""\A(?:(?<quote>"?)sep=(?<delimiter>[^"\r\n])\k<quote>|"?#TYPE [^\r\n]*)(?:\r\n|\r|\n|\z)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstLine();

    /// <summary>Looks for the header among the first rows, and keeps it if it is better than those by other delimiters.</summary>
    private void Search(char delimiter)
    {
        Candidate? found = null;
        var passedFrom = 0;
        var passedTo = 0;
        var mostFilled = 0;
        var row = 0;
        for (; row < MaxRows && TryReadRow(); row++)
        {
            if (reader.Fault is not null)
            {
                Fail(new RosterException(path, reader.RowLine, Texts.RosterHeaderQuote.With(path, reader.RowLine)));
                continue;
            }

            var candidate = Read(delimiter, row) with { PassedFrom = passedFrom, PassedTo = passedTo, MostFilledAbove = mostFilled };
            if (candidate.Known > (found?.Known ?? 0) && (row == 0 || candidate.Known > 1))
            {
                found = candidate;
            }
            else if (found is { Filled: > 1 })
            {
                // A group of columns stands right above the header; what is further below is data.
                break;
            }

            _first = row == 0 && candidate.Names.Length > (_first?.Names.Length ?? 0) ? candidate : _first;
            passedFrom = passedFrom == 0 ? reader.RowLine : passedFrom;
            passedTo = reader.RowEndLine;
            mostFilled = Math.Max(mostFilled, candidate.Known > 0 ? 0 : candidate.LooksLikeData ? int.MaxValue : candidate.Filled);
        }

        _hasNoRow |= row == 0 && reader.Count == 0 && _failure is null;
        if (found is not null && (_best is null || (found.Known, found.Names.Length).CompareTo((_best.Known, _best.Names.Length)) > 0))
        {
            _best = found;
        }
    }

    /// <summary>Reads a row. What cannot be read is an error only if there is no header above it.</summary>
    private bool TryReadRow()
    {
        try
        {
            return reader.ReadRow();
        }
        catch (RosterException e)
        {
            Fail(e);
            return false;
        }
    }

    /// <summary>The row as a header; where it is one quoted cell, as what that cell splits into.</summary>
    private Candidate Read(char delimiter, int row)
    {
        var names = new string[reader.Count];
        for (var column = 0; column < names.Length; column++)
        {
            names[column] = Cell.Trim(reader[column]).ToString();
        }

        var candidate = new Candidate(delimiter, names, reader.RowLine, row, RosterColumns.CountKnown(names, options.ColumnMap));
        return reader.IsFirstQuoted && candidate is { Filled: 1, Known: 0 } && WrappedLines.Split(names[0], options) is var (inner, cells)
            ? candidate with { Delimiter = inner, Names = cells, Known = RosterColumns.CountKnown(cells, options.ColumnMap), IsWrapped = true }
            : candidate;
    }

    /// <summary>
    /// Notes why a row cannot be read. A wrong delimiter may leave a quote open, so this counts only if no delimiter works;
    /// then the one that split off the most cells had the best view of the fault.
    /// </summary>
    private void Fail(RosterException failure)
    {
        if (_failure is null || reader.Count > _failureCells)
        {
            (_failure, _failureCells) = (failure, reader.Count);
        }
    }

    private void GoBelow(Candidate header)
    {
        // Rows as full as the header are no titles: the file was sorted with its header in it, or the header is damaged.
        if (header.MostFilledAbove > 1 && header.MostFilledAbove >= header.Filled)
        {
            throw new RosterException(path, header.Line, Texts.RosterRowsAboveHeader.With(path, header.Line, header.PassedFrom, header.PassedTo));
        }

        reader.Start(header.IsWrapped ? WrappedLines.OuterDelimiter(header.Delimiter) : header.Delimiter);
        for (var row = 0; row <= header.Row; row++)
        {
            reader.ReadRow();
        }

        reader.ForgetStart();
        reader.Width = header.IsWrapped ? 1 : header.Names.Length;
    }

    private RosterException NothingKnown(Candidate header, char? delimiter)
    {
        var quoted = RosterHeader.Quote(string.Join(header.Delimiter, header.Names), MaxQuotedHeader);
        var message = Texts.RosterNoKnownColumn.With(
            path, header.Line, quoted, string.Join(", ", Enum.GetNames<RosterField>()), string.Join(", ", RosterColumns.SpanishNames));
        return new(path, header.Line, (delimiter is null ? Texts.RosterGiveDelimiter : Texts.RosterCheckDelimiter).With(message)) { HasNoHeader = true };
    }

    private sealed record Candidate(char Delimiter, string[] Names, int Line, int Row, int Known)
    {
        public bool IsWrapped { get; init; }

        public int PassedFrom { get; init; }

        public int PassedTo { get; init; }

        /// <summary>The most cells that a row above has filled, not counting rows that name columns.</summary>
        public int MostFilledAbove { get; init; }

        /// <summary>Whether the row has several values, with a digit among them, as a title or a group of columns hardly has.</summary>
        public bool LooksLikeData => Filled > 2 && Names.Any(static name => name.AsSpan().ContainsAnyInRange('0', '9'));

        /// <summary>How many different cells the row has that are not blank.</summary>
        public int Filled { get; } = Names.Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal).Count();
    }
}

/// <summary>The header of a roster as it was found.</summary>
/// <param name="PassedFrom">The first line above it that was passed over; 0 where there is none.</param>
/// <param name="IsWrapped">Whether each line of the file is one quoted cell, which holds the row.</param>
internal sealed record FoundHeader(char Delimiter, string[] Names, int Line, int PassedFrom, int PassedTo, bool IsWrapped);
