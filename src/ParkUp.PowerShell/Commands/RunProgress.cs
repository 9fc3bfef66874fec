using System.Diagnostics;
using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Shows how far a run is, at most five times a second; a short one shows nothing.</summary>
internal sealed class RunProgress(PSCmdlet command)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly long _start = Stopwatch.GetTimestamp();
    private ProgressRecord? _record;
    private TimeSpan _shownAt;
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

        var now = Stopwatch.GetElapsedTime(_start);
        if (now - _shownAt >= Interval)
        {
            _shownAt = now;
            Show(now);
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

    private void Show(TimeSpan now)
    {
        // Two cmdlets of the module in one pipeline have a bar each.
        _record ??= new ProgressRecord(command.MyInvocation.PipelinePosition, command.MyInvocation.MyCommand.Name, " ");
        _record.StatusDescription = Texts.Progress(_done, _failed, _done / now.TotalSeconds);
        command.WriteProgress(_record);
    }
}
