namespace ParkUp.PowerShell;

/// <summary>Reads rosters: CSV files as spreadsheets write them. Files are read row by row, so their size does not matter.</summary>
[Cmdlet(VerbsData.Import, "ParkUpRoster", DefaultParameterSetName = PathSet)]
[OutputType(typeof(RosterEntry))]
public sealed class ImportParkUpRosterCommand : RosterFileCommand
{
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName is LiteralPathSet ? LiteralPath : Path)
        {
            var files = Resolve(path, out var fault);
            if (fault is not null)
            {
                Run.Streams.Report(fault, path, fault.Message);
            }

            foreach (var file in files)
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
            using var roster = RosterFile.Open(file, Options, Run.Stop);
            WarnOfColumns(file, roster);
            roster.PassWarnings(Run.Streams.Warn);
            foreach (var entry in roster.Rows())
            {
                roster.PassWarnings(Run.Streams.Warn);
                if (entry.Fault is { } fault)
                {
                    Run.Streams.Report(fault, entry, Texts.InFile.With(System.IO.Path.GetFileName(file), fault.Message));
                }
                else
                {
                    recent.Add(entry.RefId);
                    WriteObject(roster.OtherColumns.Count == 0 ? entry : WithColumns(entry, roster.OtherColumns));
                }
            }

            roster.PassWarnings(Run.Streams.Warn);
        }
        catch (OperationCanceledException) when (Run.Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (RosterException error)
        {
            Run.Streams.Report(error, file, error.Message);
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
}
