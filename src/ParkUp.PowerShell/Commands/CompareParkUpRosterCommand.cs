namespace ParkUp.PowerShell;

/// <summary>
/// Plans what brings the service in line with a roster: one step for each row, in their order, then one for each tag that is
/// to go or that the roster does not know. It sends list calls only.
/// </summary>
[Cmdlet(VerbsData.Compare, "ParkUpRoster", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PlanStep))]
public sealed class CompareParkUpRosterCommand : RosterFileCommand
{
    private const string InputSet = "InputObject";

    private readonly PlanRowReader _piped = new();
    private readonly List<PlanRow> _rows = [];
    private PlanListing? _listing;

    /// <summary>The paths of the files, with wildcards; together they are one roster.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the files, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The rows of the roster, as objects.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The state: a file that says which tags applied rosters placed. Only Invoke-ParkUpPlan writes it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>Which tags are revoked that the roster does not name.</summary>
    [Parameter]
    public RevocationScope Revoke { get; set; }

    /// <summary>How long the roster must lack a tag before it is revoked.</summary>
    [Parameter]
    [NotTicks]
    public TimeSpan GracePeriod { get; set; }

    /// <summary>Wildcard patterns of the customers to plan for; all without it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RefIdCompleter))]
    public string[]? RefId { get; set; }

    /// <summary>The most tags to revoke; if there are more, all revocations are held.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaximumRevocationCount { get; set; } = 50;

    /// <summary>The same in percent of the tags that are listed, 0 to 100; it does not apply to fewer than six.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRevocationPercent { get; set; } = 10;

    /// <summary>The most changes and moves, in percent of the tags that are listed, 0 to 100.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumChangePercent { get; set; } = 50;

    /// <summary>The most requests in flight, 1 to 256. Without it, the number finds itself between 4 and 32.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <summary>The connection; without it the current one of the runspace, else PARKUP_TOKEN and PARKUP_BASE_URI from the environment.</summary>
    [Parameter]
    [ValidateNotNull]
    public ParkUpConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Connection = Run.Require(Connection);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName is InputSet)
        {
            _rows.AddRange(_piped.Read(InputObject));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var planner = Prepare();
        _listing = new PlanListing(Run, Connection!, planner, ThrottleLimit);
        _listing.End();

        // Before the first step: under -ErrorAction Stop there is no plan then.
        if (planner.Figures.Exceeded is { } exceeded)
        {
            Run.Streams.Report(exceeded, StatePath, ErrorText.WithHint(exceeded));
        }

        foreach (var step in planner.Steps())
        {
            WriteObject(step);
        }

        Summarize(PlanCounts.Of(planner.Figures));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _listing?.Dispose();
    }

    /// <summary>Reads roster and state. Where one of them cannot be read, there is no plan.</summary>
    private Planner Prepare()
    {
        object? target = StatePath;
        try
        {
            foreach (var path in ParameterSetName is LiteralPathSet ? LiteralPath : Path)
            {
                target = path;
                ReadFiles(path);
            }

            if (ParameterSetName is InputSet)
            {
                _piped.Complete(_rows);
            }

            target = StatePath;
            return _rows.Count > 0
                ? new Planner(_rows, ReadState(), PlanOptions())
                : throw new InvalidInputException(Texts.RosterWithoutRows) { Field = ParameterSetName };
        }
        catch (OperationCanceledException) when (Run.Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (ParkUpException error)
        {
            Run.Streams.Abort(error, target);
            throw;
        }
    }

    private void ReadFiles(string path)
    {
        var files = Resolve(path, out var fault);
        if (fault is not null)
        {
            throw fault;
        }

        foreach (var file in files)
        {
            if (StatePath is not null && StateFile.IsSame(file, FilePath.Of(SessionState, StatePath, nameof(StatePath))))
            {
                throw new RosterException(file, null, Texts.RosterIsStatePath.With(file));
            }

            using var roster = RosterFile.Open(file, Options with { RefusesChange = true }, Run.Stop);
            WarnOfColumns(file, roster);
            PlanFiles.Read(roster, file, _rows, Run.Streams.Warn);
        }
    }

    private PlanState ReadState()
    {
        if (StatePath is null)
        {
            return new PlanState();
        }

        var path = FilePath.Of(SessionState, StatePath, nameof(StatePath));
        var state = StateFile.Read(path, Connection!.BaseUri, Run.Stop);
        if (!StateFile.Exists(path))
        {
            Run.Streams.Warn(Texts.StateNotThere.With(path));
        }

        return state;
    }

    /// <summary>One line of counts; a night on which all is as wanted is quiet.</summary>
    private void Summarize(PlanCounts counts)
    {
        var line = Messages.Counts(counts);
        if (counts is { Written: 0, Held: 0 })
        {
            Run.Streams.Verbose(line);
        }
        else
        {
            WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);
        }
    }

    private PlanOptions PlanOptions()
    {
        var patterns = RefId is null ? null : Array.ConvertAll(RefId, static pattern => Wildcard.Compile(pattern, nameof(RefId)));
        return new()
        {
            BaseUri = Connection!.BaseUri,
            Now = Connection.Clock.GetUtcNow(),
            Revoke = Revoke,
            GracePeriod = GracePeriod,
            MaximumRevocationCount = MaximumRevocationCount,
            MaximumRevocationPercent = MaximumRevocationPercent,
            MaximumChangePercent = MaximumChangePercent,
            IsInScope = patterns is null ? null : refId => Array.Exists(patterns, pattern => pattern.IsMatch(refId)),
        };
    }
}
