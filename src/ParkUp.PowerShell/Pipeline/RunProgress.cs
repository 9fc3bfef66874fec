using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>What a run counts.</summary>
internal enum Counted
{
    /// <summary>Rows of a roster: one tag each.</summary>
    Rows,

    /// <summary>Customers, of one row or of several.</summary>
    Customers,
}

/// <summary>The figures of a run, for its summary.</summary>
/// <param name="Outcomes">The number of each outcome, the most frequent first.</param>
/// <param name="IsSandbox">Whether they went to the sandbox.</param>
internal sealed record RunSummary(
    Counted Unit, long Rows, IReadOnlyList<KeyValuePair<string, long>> Outcomes, long Requests, long Repeated, TimeSpan Time, bool IsSandbox);

/// <summary>Counts the rows of a run, and shows progress at most five times a second; a short run shows none.</summary>
internal sealed class RunProgress(PSCmdlet command, Counted unit)
{
    private const int IntervalMs = 200;

    // The coarse clock: it is read for each row.
    private readonly long _start = Environment.TickCount64;
    private readonly Dictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private long _shownAt = Environment.TickCount64;
    private ProgressRecord? _record;
    private long _rows;
    private long _done;
    private long _failed;

    /// <summary>Counts a row that came in: it may have several results, or none.</summary>
    public void CountRow() => _rows++;

    /// <summary>Counts a result.</summary>
    /// <param name="failed">Whether it has an error.</param>
    /// <param name="outcome">Its outcome, where a summary is wanted.</param>
    public void CountResult(bool failed, string? outcome)
    {
        _done++;
        if (failed)
        {
            _failed++;
        }

        if (outcome is not null)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        }

        var now = Environment.TickCount64;
        if (now - _shownAt >= IntervalMs)
        {
            _shownAt = now;
            Show(TimeSpan.FromMilliseconds(now - _start));
        }
    }

    /// <summary>Removes the progress bar, where there is one.</summary>
    public void Complete()
    {
        if (_record is not null)
        {
            _record.RecordType = ProgressRecordType.Completed;
            command.WriteProgress(_record);
        }
    }

    public RunSummary Summarize(long requests, long repeated, bool isSandbox) => new(
        unit,
        _rows,
        [.. _outcomes.OrderByDescending(static outcome => outcome.Value).ThenBy(static outcome => outcome.Key, StringComparer.Ordinal)],
        requests,
        repeated,
        TimeSpan.FromMilliseconds(Environment.TickCount64 - _start),
        isSandbox);

    private void Show(TimeSpan elapsed)
    {
        // One bar for each cmdlet of the module in a pipeline.
        _record ??= new ProgressRecord(command.MyInvocation.PipelinePosition, command.MyInvocation.MyCommand.Name, " ");
        _record.StatusDescription = Messages.Progress(unit, _done, _failed, _done / elapsed.TotalSeconds);
        command.WriteProgress(_record);
    }
}
