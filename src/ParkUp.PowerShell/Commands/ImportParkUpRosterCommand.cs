using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Reads rosters as spreadsheets write them, row by row: a file of any size takes no more memory than a row.</summary>
[Cmdlet(VerbsData.Import, "ParkUpRoster", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RosterEntry))]
public sealed class ImportParkUpRosterCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The files; wildcards are understood.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by names that are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What parts the cells; without it, the header tells.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of the files; without it, their bytes tell.</summary>
    [Parameter]
    [EncodingName]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    private CmdletStreams Streams => new(this);

    /// <summary>Called for Ctrl+C, on a thread of its own.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet ended while the engine was about to stop it.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Delimiter is '"' or '\r' or '\n')
        {
            Streams.Abort(new InvalidInputException(Texts.BadDelimiter) { Field = nameof(Delimiter) }, Delimiter);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var given = ParameterSetName is LiteralPathSet ? LiteralPath : Path;
        foreach (var path in given)
        {
            foreach (var file in Resolve(path))
            {
                Import(file);
            }
        }
    }

    private void Import(string file)
    {
        try
        {
            var recent = RunspaceSession.Of(SessionState).RecentCustomers;
            var options = new RosterOptions { Delimiter = Delimiter, Encoding = Encoding };
            using var roster = RosterFile.Open(file, options, _stop.Token);
            WarnOfUnusedColumns(file, roster.UnusedColumns);
            foreach (var entry in roster.Rows())
            {
                if (entry.Fault is { } fault)
                {
                    Streams.Report(fault, entry, Texts.InFile.With(System.IO.Path.GetFileName(file), fault.Message));
                }
                else
                {
                    recent.Add(entry.RefId);
                    WriteObject(entry);
                }
            }
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

    /// <summary>Warns of a column that was probably meant to be read; others are named by -Verbose.</summary>
    private void WarnOfUnusedColumns(string file, IReadOnlyList<string> columns)
    {
        foreach (var column in columns)
        {
            if (RosterColumns.Nearest(column) is { } meant)
            {
                Streams.Warn(Texts.ColumnMistaken.With(file, column, meant));
            }
            else
            {
                Streams.Verbose(Texts.ColumnUnused.With(file, column));
            }
        }
    }

    /// <summary>The files that a path names, in the file system's own terms.</summary>
    private Collection<string> Resolve(string path)
    {
        try
        {
            ProviderInfo provider;
            Collection<string> files = ParameterSetName is LiteralPathSet
                ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : SessionState.Path.GetResolvedProviderPathFromPSPath(path, out provider);
            if (!string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase))
            {
                Refuse(path, Texts.NotAFile.With(path, provider.Name), failure: null);
            }
            else if (files.Count == 0)
            {
                // A job whose input is missing must not end as if all were well.
                Refuse(path, Texts.NoFile.With(path), failure: null);
            }
            else
            {
                return files;
            }
        }
        catch (Exception failure) when (failure is ItemNotFoundException or System.Management.Automation.DriveNotFoundException
            or ProviderNotFoundException or ProviderInvocationException or WildcardPatternException)
        {
            Refuse(path, Texts.NoFile.With(path), failure);
        }

        return [];
    }

    private void Refuse(string path, string message, Exception? failure) =>
        Streams.Report(new InvalidInputException(message, failure) { Field = ParameterSetName }, path, message);
}
