using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Shows how far a run is, at most five times a second; a short one shows nothing.</summary>
internal sealed class RunProgress(PSCmdlet command)
{
    private const int IntervalMs = 200;

    // The coarse clock: it is read for each row.
    private readonly long _start = Environment.TickCount64;
    private long _shownAt = Environment.TickCount64;
    private ProgressRecord? _record;
    private long _done;
    private long _failed;

    /// <summary>Counts a row that is done.</summary>
    public void Count(bool failed)
    {
        _done++;
        if (failed)
        {
            _failed++;
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

    private void Show(TimeSpan elapsed)
    {
        // Two cmdlets of the module in one pipeline have a bar each.
        _record ??= new ProgressRecord(command.MyInvocation.PipelinePosition, command.MyInvocation.MyCommand.Name, " ");
        _record.StatusDescription = Texts.Progress(_done, _failed, _done / elapsed.TotalSeconds);
        command.WriteProgress(_record);
    }
}
