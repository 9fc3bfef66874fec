using System.Collections;
using System.Collections.ObjectModel;

namespace ParkUp.PowerShell;

/// <summary>Reads rosters: CSV files as spreadsheets write them. Files are read row by row, so their size does not matter.</summary>
[Cmdlet(VerbsData.Import, "ParkUpRoster", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RosterEntry))]
public sealed class ImportParkUpRosterCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private RosterOptions _options = new();

    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The paths of the files, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the files, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

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

    private CmdletStreams Streams => new(this);

    /// <summary>Stops reading at Ctrl+C. The engine calls it on a thread of its own.</summary>
    protected override void StopProcessing() => Blocking.Cancel(_stop);

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Delimiter is '"' or '\r' or '\n')
        {
            Streams.Abort(new InvalidInputException(Texts.BadDelimiter) { Field = nameof(Delimiter) }, Delimiter);
        }

        try
        {
            _options = new(Delimiter, Encoding) { ColumnMap = Client.ColumnMap.Parse(ColumnMap ?? []) };
        }
        catch (InvalidInputException fault)
        {
            Streams.Abort(fault, ColumnMap);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var paths = ParameterSetName is LiteralPathSet ? LiteralPath : Path;
        foreach (var file in paths.SelectMany(Resolve))
        {
            Import(file);
        }
    }

    private void Import(string file)
    {
        try
        {
            var recent = RunspaceSession.Of(SessionState).RecentCustomers;
            using var roster = RosterFile.Open(file, _options, _stop.Token);
            Streams.Verbose(Texts.RosterRead.With(file, roster.Encoding.WebName, roster.Delimiter == '\t' ? "'`t'" : $"'{roster.Delimiter}'"));
            WarnOfUnusedColumns(file, roster);
            Warn(roster);
            foreach (var entry in roster.Rows())
            {
                Warn(roster);
                if (entry.Fault is { } fault)
                {
                    Streams.Report(fault, entry, Texts.InFile.With(System.IO.Path.GetFileName(file), fault.Message));
                }
                else
                {
                    recent.Add(entry.RefId);
                    WriteObject(roster.OtherColumns.Count == 0 ? entry : WithColumns(entry, roster.OtherColumns));
                }
            }

            Warn(roster);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (RosterException error)
        {
            Streams.Report(error, file, error.Message);
        }
    }

    private void Warn(RosterFile roster)
    {
        while (roster.TakeWarning() is { } warning)
        {
            Streams.Warn(warning);
        }
    }

    /// <summary>The entry with the columns that hold no field, under their own names.</summary>
    private static PSObject WithColumns(RosterEntry entry, IReadOnlyList<string> names)
    {
        var shown = new PSObject(entry);
        for (var i = 0; i < names.Count; i++)
        {
            shown.Properties.Add(new PSNoteProperty(names[i], entry.Others[i]), preValidated: true);
        }

        return shown;
    }

    /// <summary>Warns of a misspelt column. Other unused columns are only a verbose message.</summary>
    private void WarnOfUnusedColumns(string file, RosterFile roster)
    {
        foreach (var column in roster.UnusedColumns)
        {
            if (RosterColumns.IsFurtherTag(column))
            {
                Streams.Warn(Texts.ColumnFurtherTag.With(file, column));
            }
            else if (RosterColumns.Nearest(column, roster.Fields) is { } meant)
            {
                Streams.Warn(Texts.ColumnMistaken.With(file, column, meant));
            }
            else
            {
                Streams.Verbose((roster.OtherColumns.Contains(column, StringComparer.Ordinal) ? Texts.ColumnKept : Texts.ColumnUnused).With(file, column));
            }
        }
    }

    /// <summary>The files of a path, as paths of the file system. Writes an error where there is none.</summary>
    private Collection<string> Resolve(string path)
    {
        try
        {
            ProviderInfo provider;
            Collection<string> files = ParameterSetName is LiteralPathSet
                ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
            var isFile = string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase);
            if (isFile && files.Count > 0)
            {
                return files;
            }

            // A pattern without a match is an error too: a job must not succeed without its input.
            Refuse(path, isFile ? Texts.NoFile.With(path) : Texts.NotAFile.With(path, provider.Name));
        }
        catch (Exception failure) when (CellValue.IsCatchable(failure))
        {
            // Each provider has exceptions of its own.
            Refuse(path, Texts.NoFile.With(path), failure);
        }

        return [];
    }

    private void Refuse(string path, string message, Exception? failure = null) =>
        Streams.Report(new InvalidInputException(message, failure) { Field = ParameterSetName }, path, message);
}
