namespace ParkUp.PowerShell;

/// <summary>What a run counts: rows of one tag each, customers of one row or several, or steps of a plan.</summary>
internal enum Counted
{
    Rows, Customers, Steps,
}

/// <summary>The figures of a run.</summary>
/// <param name="Outcomes">The number of results for each outcome, the most frequent first.</param>
internal sealed record RunSummary(
    Counted Unit, long Rows, IReadOnlyList<KeyValuePair<string, long>> Outcomes, long Requests, long Retries, TimeSpan Time, bool IsSandbox);

/// <summary>Counts the rows of a run, and shows progress at most five times a second; none in the first fifth of a second.</summary>
internal sealed class RunProgress(PSCmdlet command, Counted unit)
{
    private const int IntervalMs = 200;

    // TickCount64 is cheap enough to be read for each row.
    private readonly long _start = Environment.TickCount64;
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private long _shownAt = Environment.TickCount64;
    private ProgressRecord? _record;
    private long _rows;
    private long _done;
    private long _failed;

    /// <summary>Counts a row of the input. It may have several results, or none.</summary>
    public void CountRow() => _rows++;

    /// <param name="outcome">The outcome for the summary; null where no summary is written.</param>
    public void CountResult(bool failed, string? outcome)
    {
        _done++;
        _failed += failed ? 1 : 0;
        if (outcome is not null)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        }

        var now = Environment.TickCount64;
        if (now - _shownAt >= IntervalMs)
        {
            _shownAt = now;

            // The position identifies the progress bar of each cmdlet in a pipeline.
            _record ??= new ProgressRecord(command.MyInvocation.PipelinePosition, command.MyInvocation.MyCommand.Name, " ");
            _record.StatusDescription = Messages.Progress(unit, _done, _failed, rate: _done * 1000.0 / (now - _start));
            command.WriteProgress(_record);
        }
    }

    /// <summary>Removes the progress bar, if one is shown.</summary>
    public void Complete()
    {
        if (_record is not null)
        {
            _record.RecordType = ProgressRecordType.Completed;
            command.WriteProgress(_record);
        }
    }

    public RunSummary Summarize(long requests, long retries, bool isSandbox) => new(
        unit,
        _rows,
        [.. _outcomes.OrderByDescending(static outcome => outcome.Value).ThenBy(static outcome => outcome.Key, StringComparer.Ordinal)],
        requests,
        retries,
        TimeSpan.FromMilliseconds(Environment.TickCount64 - _start),
        isSandbox);
}
