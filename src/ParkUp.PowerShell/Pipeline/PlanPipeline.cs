namespace ParkUp.PowerShell;

/// <summary>Applies the steps of a plan, writes their results, and keeps the state up to date.</summary>
internal sealed class PlanPipeline : IDisposable
{
    // A run that is killed loses at most what became of the last moments: the next one asks about it again.
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(2);

    private readonly CmdletRun _run;
    private readonly IReadOnlyList<ReadStep> _steps;
    private readonly StateFile? _state;
    private readonly StateUpdates? _updates;
    private readonly TimeProvider _clock;
    private readonly PlanWriter _writer;
    private readonly BulkPipeline<PlanOrder, PlanResult> _bulk;
    private readonly PlanOrder[] _orders;
    private DateTimeOffset _savedAt;

    public PlanPipeline(CmdletRun run, ParkUpConnection connection, IReadOnlyList<ReadStep> steps, StateFile? state, int? throttleLimit)
    {
        _run = run;
        _steps = steps;
        _state = state;
        _updates = state is null ? null : new StateUpdates(state.State);
        _clock = connection.Clock;
        _orders = PlanGroups.Of([.. steps.Where(static step => step.IsWritten).Select(static step => step.Step)]);

        // Before the state takes in what is about to be added.
        _writer = new PlanWriter(connection, run.Requests.Observer, state?.State);
        _bulk = new(
            run,
            _writer,
            new BulkOptions { ThrottleLimit = throttleLimit, LeavesTogether = true },
            ResultViews.Steps with { Write = Write },
            readRow: static () => { },
            readRest: Submit);
    }

    /// <summary>Applies all steps. The state is written before the first request and at the end, however it ends.</summary>
    public void End()
    {
        Expect();
        var isDone = false;
        try
        {
            _bulk.End();
            isDone = true;
        }
        finally
        {
            Save(reports: isDone);
        }
    }

    public void Dispose() => _bulk.Dispose();

    private void Submit()
    {
        var next = 0;
        foreach (var step in _steps)
        {
            if (step.Fault is { } fault)
            {
                _bulk.Submit(new PlanResult(step.Step) { CustomerId = step.Step.CustomerId, Outcome = Outcome.Rejected, Detail = fault.Message, Error = fault });
            }
            else if (step.IsWritten)
            {
                _bulk.Submit(_orders[next++]);
            }
        }
    }

    private void Write(PSCmdlet command, PlanResult result)
    {
        if (_state is not null)
        {
            var now = _clock.GetUtcNow();
            _updates!.Settle(result, now);
            if (now - _savedAt > SaveInterval)
            {
                Save(reports: false);
            }
        }

        command.WriteObject(result);
    }

    /// <summary>What is about to be added goes into the state before the first request.</summary>
    private void Expect()
    {
        if (_state is null)
        {
            return;
        }

        foreach (var step in _steps.Where(static step => step.Fault is null))
        {
            _updates!.Expect(step.Step);
        }

        try
        {
            _run.Wait(_state.SaveAsync(_run.Stop));
            _savedAt = _clock.GetUtcNow();
        }
        catch (RosterException failure)
        {
            _run.Streams.Abort(failure, failure.Path);
        }
    }

    /// <summary>Writes the state; its failure does not undo what was sent.</summary>
    private void Save(bool reports)
    {
        while (_writer.Ended.TryDequeue(out var ended))
        {
            _updates?.Settle(ended, _clock.GetUtcNow());
        }

        try
        {
            if (_state is not null)
            {
                _run.Wait(_state.SaveAsync(_run.Stop));
            }
        }
        catch (RosterException) when (!reports)
        {
            // It is tried again at the end; a run that was stopped can report nothing.
        }
        catch (RosterException failure)
        {
            _run.Streams.Report(failure, failure.Path, Texts.StateUnsaved.With(failure.Message));
        }

        _savedAt = _clock.GetUtcNow();
    }
}
