using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>
/// Keeps count of a run: shows how far it is, at most five times a second (a short one shows nothing), and can tell
/// in the end what it came to.
/// </summary>
/// <param name="command">The cmdlet whose run it is.</param>
/// <param name="unit">What it counts.</param>
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

    private TimeSpan Elapsed => TimeSpan.FromMilliseconds(Environment.TickCount64 - _start);

    /// <summary>Counts a row that came in, whatever comes of it: it may mean several tags, or be left alone.</summary>
    public void CameIn() => _rows++;

    /// <summary>Counts a result.</summary>
    /// <param name="failed">Whether it came to an error.</param>
    /// <param name="outcome">What it came to, where the summary is asked for.</param>
    public void Count(bool failed, string? outcome)
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

    /// <summary>Takes the bar away, where there is one.</summary>
    public void Complete()
    {
        if (_record is not null)
        {
            _record.RecordType = ProgressRecordType.Completed;
            command.WriteProgress(_record);
        }
    }

    /// <summary>What the run came to.</summary>
    /// <param name="requests">How many requests it took.</param>
    /// <param name="repeated">How many of them were another try.</param>
    /// <param name="isSandbox">Whether they went to the sandbox.</param>
    public RunSummary Summarize(long requests, long repeated, bool isSandbox) => new()
    {
        Unit = unit,
        Rows = _rows,
        Outcomes = [.. _outcomes.OrderByDescending(static outcome => outcome.Value).ThenBy(static outcome => outcome.Key, StringComparer.Ordinal)],
        Requests = requests,
        Repeated = repeated,
        Time = Elapsed,
        IsSandbox = isSandbox,
    };

    private void Show(TimeSpan elapsed)
    {
        // Two cmdlets of the module in one pipeline have a bar each.
        _record ??= new ProgressRecord(command.MyInvocation.PipelinePosition, command.MyInvocation.MyCommand.Name, " ");
        _record.StatusDescription = Texts.Progress(unit, _done, _failed, _done / elapsed.TotalSeconds);
        command.WriteProgress(_record);
    }
}
