using System.Collections;
using System.Collections.ObjectModel;

namespace ParkUp.PowerShell;

/// <summary>A cmdlet that reads rosters from files. Files are read row by row.</summary>
public abstract class RosterFileCommand : PSCmdlet, IDisposable
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The delimiter of the cells, not a quote or a line break; without it, the header determines it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of the files; without it, their bytes determine it.</summary>
    [Parameter]
    [EncodingName]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <summary>The columns of the files that hold certain fields: the key is the field, the value the name of the column.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnMapCompleter))]
    [ValidateNotNull]
    public Hashtable? ColumnMap { get; set; }

    internal CmdletRun Run => field ??= new CmdletRun(this);

    /// <summary>What the parameters say of the files.</summary>
    private protected RosterOptions Options { get; private set; } = new();

    /// <summary>Stops reading, and cancels requests, at Ctrl+C. The engine calls it on a thread of its own.</summary>
    protected override void StopProcessing() => Run.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels requests and releases resources.</summary>
    /// <param name="disposing">False where it is called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Run.Dispose();
        }
    }

    /// <summary>Checks the parameters of files before the first of them.</summary>
    protected override void BeginProcessing()
    {
        if (Delimiter is '"' or '\r' or '\n')
        {
            Run.Streams.Abort(new InvalidInputException(Texts.BadDelimiter) { Field = nameof(Delimiter) }, Delimiter);
        }

        try
        {
            Options = new(Delimiter, Encoding) { ColumnMap = Client.ColumnMap.Parse(ColumnMap ?? []) };
        }
        catch (InvalidInputException fault)
        {
            Run.Streams.Abort(fault, ColumnMap);
        }
    }

    /// <summary>The files of a path, as paths of the file system; none where there is a fault.</summary>
    private protected IReadOnlyList<string> Resolve(string path, out InvalidInputException? fault)
    {
        Exception? failure = null;
        string message;
        try
        {
            ProviderInfo provider;
            Collection<string> files = ParameterSetName is LiteralPathSet
                ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
            var isFile = string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase);
            if (isFile && files.Count > 0)
            {
                fault = null;
                return files;
            }

            // A pattern without a match is an error too: a job must not succeed without its input.
            message = isFile ? Texts.NoFile.With(path) : Texts.NotAFile.With(path, provider.Name);
        }
        catch (Exception thrown) when (CellValue.IsCatchable(thrown))
        {
            // Each provider has exceptions of its own.
            (failure, message) = (thrown, Texts.NoFile.With(path));
        }

        fault = new InvalidInputException(message, failure) { Field = ParameterSetName };
        return [];
    }

    /// <summary>Warns of a misspelt column, and of what the file itself gives reason to. Other unused columns are only a verbose message.</summary>
    private protected void WarnOfColumns(string file, RosterFile roster)
    {
        Run.Streams.Verbose(Texts.RosterRead.With(file, roster.Encoding.WebName, roster.Delimiter == '\t' ? "'`t'" : $"'{roster.Delimiter}'"));
        foreach (var column in roster.UnusedColumns)
        {
            if (RosterColumns.IsFurtherTag(column))
            {
                Run.Streams.Warn(Texts.ColumnFurtherTag.With(file, column));
            }
            else if (RosterColumns.Nearest(column, roster.Fields) is { } meant)
            {
                Run.Streams.Warn(Texts.ColumnMistaken.With(file, column, meant));
            }
            else
            {
                Run.Streams.Verbose((roster.OtherColumns.Contains(column, StringComparer.Ordinal) ? Texts.ColumnKept : Texts.ColumnUnused).With(file, column));
            }
        }
    }
}
