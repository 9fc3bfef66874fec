namespace ParkUp.PowerShell;

/// <summary>Applies a plan: one result for each step that is ready, in their order. Before a customer's first write, its tags are listed again.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ParkUpPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PlanResult))]
public sealed class InvokeParkUpPlanCommand : ParkUpCommand
{
    private readonly List<ReadStep> _steps = [];
    private PlanPipeline? _pipeline;

    /// <summary>The steps: of Compare-ParkUpRoster, from a file that it was exported to, or results of steps that failed.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The state: a file that says which tags applied rosters placed. It is made where there is none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>How old the plan may be.</summary>
    [Parameter]
    [NotTicks]
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The most requests in flight, 1 to 256. Without it, the number finds itself between 4 and 32.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _steps.Add(PlanStepReader.Read(InputObject));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var connection = Connection!;
        try
        {
            new PlanOriginCheck(connection.BaseUri, MaximumAge, connection.Clock.GetUtcNow()).Check(_steps);
        }
        catch (PlanMismatchException mismatch)
        {
            Run.Streams.Abort(mismatch, StatePath);
        }

        var confirmation = new Confirmation(Run);
        if (!new PlanConfirmation(confirmation, Run.Streams).Confirm(_steps))
        {
            // What cannot be read is said all the same; it sends nothing.
            _steps.RemoveAll(step => step.Fault is null || !confirmation.IsWhatIf);
        }

        using var state = _steps.Exists(static step => step.Fault is null) ? OpenState() : null;
        _pipeline = new PlanPipeline(Run, connection, _steps, state, ThrottleLimit);
        _pipeline.End();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _pipeline?.Dispose();
    }

    private StateFile? OpenState()
    {
        try
        {
            return StatePath is null ? null : StateFile.Open(FilePath.Of(SessionState, StatePath, nameof(StatePath)), Connection!.BaseUri, Connection.Backoff, Run.Stop);
        }
        catch (ParkUpException error)
        {
            Run.Streams.Abort(error, StatePath);
            throw;
        }
    }
}
