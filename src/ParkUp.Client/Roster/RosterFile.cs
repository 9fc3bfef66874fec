using System.Diagnostics.CodeAnalysis;
using System.Security;

namespace ParkUp.Client;

/// <summary>A roster as a spreadsheet writes it, read row by row: only one row is held in memory.</summary>
/// <remarks>
/// A pipe is read as well (a named pipe, <c>/dev/stdin</c>), but its encoding is detected from its first mebibyte: if
/// that proves wrong later, the rows end with an exception that names the line.
/// </remarks>
internal sealed class RosterFile : IDisposable
{
    private readonly RosterSource _source;
    private readonly DelimitedReader _reader;
    private readonly DelimitedReader _lines;
    private readonly RosterHeader _header;
    private readonly RosterWatch _watch;
    private readonly RosterReading _reading;
    private readonly CancellationToken _cancellation;
    private readonly string _path;

    private RosterFile(string path, RosterSource source, RosterOptions options, CancellationToken cancellation)
    {
        _path = path;
        _source = source;
        _cancellation = cancellation;
        var detected = new EncodingDetector(path, source).Detect(options.Encoding);
        Encoding = detected.Encoding;
        _reading = new RosterReading(path) { HasEncodingDoubt = detected.Doubtful is not null };
        _lines = _reader = new DelimitedReader(new StrictStreamReader(source, detected), path);
        var found = new HeaderSearch(_reader, path, options).Find();
        if (found.IsWrapped)
        {
            var lines = new WrappedLines(_reader, path);
            _reader = new DelimitedReader(lines, path, lines.FirstLine) { Width = found.Names.Length };
            _reader.Start(found.Delimiter);
            _reader.ForgetStart();
        }

        _header = new RosterHeader(found, path, options.ColumnMap);
        _watch = new RosterWatch(path, _header);
        if (detected.Doubtful is not null)
        {
            _watch.Warn(Texts.RosterEncodingDoubt.With(path, Reading(RosterEncodings.Windows1252), Reading(RosterEncodings.Macintosh), Reading(RosterEncodings.Ibm850)));
        }

        Warn(found, path, options);

        string Reading(int codePage) => RosterHeader.Quote(RosterEncodings.ForCodePage(codePage).GetString(detected.Doubtful!));
    }

    /// <summary>The encoding that the file is read in.</summary>
    public Encoding Encoding { get; }

    /// <inheritdoc cref="RosterReading.HasEncodingDoubt"/>
    public bool HasEncodingDoubt => _reading.HasEncodingDoubt;

    /// <inheritdoc cref="RosterReading.EndsInRow"/>
    public bool EndsInRow => _reading.EndsInRow;

    /// <summary>The delimiter of the file.</summary>
    public char Delimiter => _header.Delimiter;

    /// <summary>The names of the columns that hold no field.</summary>
    public IReadOnlyList<string> UnusedColumns => _header.UnusedColumns;

    /// <summary>Those of them whose cells stay on the entry, in the order of <see cref="RosterEntry.Others"/>.</summary>
    public IReadOnlyList<string> OtherColumns => _header.OtherColumns;

    /// <summary>The fields that have a column.</summary>
    public IReadOnlyCollection<RosterField> Fields => _header.Fields;

    private FileStamp? Stamp { get; init; }

    /// <summary>Opens a roster, detects its encoding and its delimiter, and reads its header.</summary>
    /// <param name="cancellation">Ends the opening, and later the rows, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="RosterException">The file cannot be read, or is no roster.</exception>
    public static RosterFile Open(string path, RosterOptions options, CancellationToken cancellation) =>
        Open(path, OpenStream(path, cancellation), options, cancellation);

    internal static RosterFile Open(string path, Stream stream, RosterOptions options, CancellationToken cancellation)
    {
        var source = new RosterSource(stream, cancellation);
        try
        {
            var stamp = options.RefusesChange ? FileStamp.Of(stream) : null;
            return new RosterFile(path, source, options, cancellation) { Stamp = stamp };
        }
        catch (IOException e)
        {
            source.Dispose();
            throw OpenFailure(path, e);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The error, in a user's words, of a file that does not open.</summary>
    internal static RosterException OpenFailure(string path, Exception e) => new(path, null, e switch
    {
        FileNotFoundException or DirectoryNotFoundException => Texts.RosterNotFound.With(path),
        UnauthorizedAccessException or SecurityException => Texts.RosterNoPermission.With(path),
        _ => Texts.RosterCannotRead.With(path, e.Message),
    }, e);

    /// <summary>The rows that have not been read yet. They can be read once.</summary>
    /// <exception cref="RosterException">While enumerating: the file cannot be read beyond a certain line.</exception>
    public IEnumerable<RosterEntry> Rows()
    {
        while (_reader.ReadRow())
        {
            _reading.EndsInRow = false;
            if (!_watch.PassesOver(_reader))
            {
                var entry = _header.Bind(_reader, _reading);
                _reading.EndsInRow = _lines.IsCut;
                _reading.LastLine = entry.Line;
                _reading.FirstUnreadable ??= entry.Fault is null ? null : entry;
                _watch.Look(entry, _reader);
                yield return entry;
            }

            _cancellation.ThrowIfCancellationRequested();
        }

        if (Stamp is { HasChanged: true })
        {
            throw new RosterException(_path, null, Texts.RosterChanged.With(_path));
        }

        _reading.IsComplete = true;
        _watch.End();
    }

    /// <summary>Takes the next of the warnings about the file; null where there is none. Some come with the rows, and some at their end.</summary>
    public string? TakeWarning() => _watch.TakeWarning();

    /// <summary>Hands on the warnings that there are.</summary>
    public void PassWarnings(Action<string> warn)
    {
        while (TakeWarning() is { } warning)
        {
            warn(warning);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _source.Dispose();

    /// <summary>Says what was guessed about the header.</summary>
    private void Warn(FoundHeader found, string path, RosterOptions options)
    {
        if (found.PassedFrom > 0)
        {
            _watch.Warn(found.PassedFrom == found.PassedTo
                ? Texts.RosterLinePassedOver.With(path, found.Line, found.PassedFrom)
                : Texts.RosterLinesPassedOver.With(path, found.Line, found.PassedFrom, found.PassedTo));
        }

        if (_header.ColumnOf(RosterField.RefId) is not { } refId)
        {
            if (_header.ColumnOf(RosterField.Code) is not null || _header.ColumnOf(RosterField.Plate) is not null)
            {
                _watch.Warn(Texts.RosterNoRefIdColumn.With(path));
            }
        }
        else if (RosterColumns.FieldFor(refId) != RosterField.RefId && !options.ColumnMap.ContainsKey(RosterField.RefId))
        {
            _watch.Warn(Texts.RosterSubstituteRefId.With(path, RosterHeader.Quote(refId)));
        }
    }

    private static FileStream OpenStream(string path, CancellationToken cancellation)
    {
        // The system reports a directory as a missing permission.
        if (Directory.Exists(path))
        {
            throw new RosterException(path, null, Texts.RosterDirectory.With(path));
        }

        try
        {
            // A named pipe opens only once it has a writer.
            return RosterSource.Interruptible(() => OpenShared(path), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw OpenFailure(path, e);
        }
    }

    /// <summary>A spreadsheet that has the file open may go on writing, renaming and deleting it.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place.")]
    private static FileStream OpenShared(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.Read,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.SequentialScan,
        BufferSize = 0,
    });
}

/// <summary>What the caller knows of a roster file; the rest is detected. A byte order mark is surer than the given encoding, unless the bytes behind it prove it wrong.</summary>
internal sealed record RosterOptions(char? Delimiter = null, Encoding? Encoding = null)
{
    /// <summary>The columns of the file that hold certain fields, whatever their names are.</summary>
    public IReadOnlyDictionary<RosterField, string> ColumnMap { get; init; } = Client.ColumnMap.None;

    /// <summary>Whether the rows end with an exception if the file changed while they were read.</summary>
    public bool RefusesChange { get; init; }
}

/// <summary>A roster that cannot be read at all, or not beyond a certain line.</summary>
/// <remarks>The message names the file, the problem and the remedy.</remarks>
public sealed class RosterException : ParkUpException
{
    internal RosterException(string path, int? line, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The line at fault, or <see langword="null"/> where the whole file is.</summary>
    public int? Line { get; }

    /// <summary>Whether the file is empty, or has no line with a known column.</summary>
    internal bool HasNoHeader { get; init; }
}
