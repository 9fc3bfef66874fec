using System.Diagnostics.CodeAnalysis;
using System.Security;
using System.Text;

namespace ParkUp.Client;

/// <summary>A roster as a spreadsheet writes it, open for reading from its first row to its last.</summary>
/// <remarks>
/// <para>One row is held in memory at a time, whatever the size of the file. Nothing depends on the machine's
/// culture.</para>
/// <para>A pipe (a named pipe, <c>/dev/stdin</c>) works as well. It cannot be read twice, so its first mebibyte decides
/// the encoding; should it turn out wrong later, the reading ends with an exception that names the line.</para>
/// </remarks>
internal sealed class RosterFile : IDisposable
{
    private readonly Stream _stream;
    private readonly DecodedText _text;
    private readonly DelimitedReader _reader;
    private readonly RowBinder _binder;
    private readonly CancellationToken _cancellation;

    private RosterFile(string path, Stream stream, RosterOptions options, CancellationToken cancellation)
    {
        Path = path;
        _stream = stream;
        _cancellation = cancellation;
        var detected = EncodingDetector.Detect(path, stream, options.Encoding, cancellation);
        Encoding = detected.Encoding;
        _text = new DecodedText(stream, detected, cancellation);
        var separator = SeparatorLine.TakeFrom(_text);
        var firstLine = separator is null ? 1 : 2;
        var header = HeaderLine.Find(_text, path, firstLine, options.Delimiter ?? separator);
        Delimiter = header.Delimiter;
        UnusedColumns = header.Unused;

        _text.RewindForGood();
        _reader = new DelimitedReader(_text, path, header.Delimiter, firstLine);
        _reader.ReadRow();
        _reader.Width = header.Count;
        _binder = new RowBinder(header, _reader);
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>The encoding that the file is read in.</summary>
    public Encoding Encoding { get; }

    /// <summary>What parts the cells of the file.</summary>
    public char Delimiter { get; }

    /// <summary>The names of the columns that mean nothing here and are not read.</summary>
    public IReadOnlyList<string> UnusedColumns { get; }

    /// <summary>Reads a roster row by row; the file is open for as long as the enumeration is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of the file.</param>
    /// <param name="cancellation">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="RosterException">While enumerating: the file cannot be read, or not beyond a certain line.</exception>
    public static IEnumerable<RosterEntry> Read(string path, RosterOptions options, CancellationToken cancellation)
    {
        return OpenAndRead(path, options, cancellation);
    }

    /// <summary>Opens a roster, finds out how it is written, and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of the file.</param>
    /// <param name="cancellation">Ends the opening, and later the rows, with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="RosterException">The file cannot be read, or is no roster.</exception>
    public static RosterFile Open(string path, RosterOptions options, CancellationToken cancellation)
    {
        return Open(path, OpenStream(path, cancellation), options, cancellation);
    }

    internal static RosterFile Open(
        string path, Stream stream, RosterOptions options, CancellationToken cancellation)
    {
        try
        {
            return new RosterFile(path, stream, options, cancellation);
        }
        catch (Exception e)
        {
            stream.Dispose();
            if (e is IOException)
            {
                throw WhyNot(path, e);
            }

            throw;
        }
    }

    /// <summary>Says in a user's words why a file would not open.</summary>
    internal static RosterException WhyNot(string path, Exception e) => new(path, null, e switch
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
            yield return _binder.Bind();
            _cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _text.Dispose();
        _stream.Dispose();
    }

    private static IEnumerable<RosterEntry> OpenAndRead(
        string path, RosterOptions options, CancellationToken cancellation)
    {
        using var file = Open(path, options, cancellation);
        foreach (var row in file.Rows())
        {
            yield return row;
        }
    }

    private static Stream OpenStream(string path, CancellationToken cancellation)
    {
        // The system reports a directory as a missing permission.
        if (Directory.Exists(path))
        {
            throw new RosterException(path, null, Texts.RosterDirectory.With(path));
        }

        try
        {
            // A named pipe opens only once it has a writer.
            var file = InterruptibleStream.Run(() => OpenShared(path), cancellation);
            return file.CanSeek ? file : new InterruptibleStream(file, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException
            or NotSupportedException or ArgumentException)
        {
            throw WhyNot(path, e);
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
