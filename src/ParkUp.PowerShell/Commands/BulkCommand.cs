using System.Diagnostics;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// A cmdlet of many rows, and the one bridge between the core's run and the pipeline's thread: rows go in as they
/// come, results are written in the rows' order, while rows still come.
/// </summary>
/// <typeparam name="TOrder">What a row asks for.</typeparam>
/// <typeparam name="TResult">What becomes of it.</typeparam>
public abstract class BulkCommand<TOrder, TResult> : ApiCommand
{
    // A source that takes longer than this between two rows is not waiting for us: its rows are seen to one by one.
    private static readonly TimeSpan SlowSource = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private BulkRun<TOrder, TResult>? _run;
    private RunProgress? _progress;
    private ErrorRecord? _fatal;
    private long _leftAt;
    private TimeSpan _asked;
    private bool _customerIdBelongsToOthers;

    // Whether -Verbose tells of each row, in a log perhaps, where plates are masked. -WhatIf says the same to a person, who
    // must see them.
    private bool _isTold;

    /// <summary>How many requests may be in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    private protected virtual BulkOptions Pace => new() { BatchSize = 1, ThrottleLimit = ThrottleLimit };

    /// <summary>Whether an error has ended the run: the rows that come now fail without being sent.</summary>
    private bool HasEnded => _run?.EndedBy is not null;

    /// <summary>Begins the run.</summary>
    protected override void BeginProcessing()
    {
        var typed = MyInvocation.BoundParameters;
        _customerIdBelongsToOthers = typed.ContainsKey("RefId") && !typed.ContainsKey("CustomerId");
        base.BeginProcessing();
        _isTold = IsWanted("Verbose") && !IsWhatIf;
        _run = CreateOperation().Start(Pace, Stop);
        _progress = new RunProgress(this);
        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        var pause = Stopwatch.GetElapsedTime(_leftAt);
        _asked = TimeSpan.Zero;
        try
        {
            ReadRow();
            pause += _asked;
            if (pause > SlowSource)
            {
                // What the source brings next may be hours away, and who is asked wants to see what came of the answer
                // before the next question. Neither is held up for longer than they took themselves.
                Wait(_run!.WaitAsync(pause < LongestWait ? pause : LongestWait, Stop));
            }

            WriteResults();
            if (HasEnded)
            {
                Finish();
            }
        }
        catch
        {
            // Whoever is downstream wants no more, or has failed: what waits to be sent must not go out any more.
            Cancel();
            throw;
        }

        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Waits for the rows that are still on their way.</summary>
    protected sealed override void EndProcessing()
    {
        try
        {
            Finish();
        }
        catch
        {
            Cancel();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _run?.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected abstract BulkOperation<TOrder, TResult> CreateOperation();

    /// <summary>Takes in the current pipeline object.</summary>
    private protected abstract void ReadRow();

    /// <summary>Takes in what was held back in the hope of more.</summary>
    private protected virtual void ReadRest()
    {
    }

    /// <summary>Writes a result.</summary>
    private protected abstract void WriteResult(TResult result);

    /// <summary>What an error is about, and the whole sentence about it.</summary>
    private protected abstract (object? Target, string Message) Describe(TResult result, ParkUpException error);

    /// <summary>
    /// The number of the row's customer. One that is piped in belongs to the RefId that came with it, and must not go
    /// out with another that was typed: Get-ParkUpTag A1 | Add-ParkUpTag -RefId B2.
    /// </summary>
    private protected string? OwnCustomerId(string? customerId) => _customerIdBelongsToOthers ? null : customerId;

    /// <summary>Whether a row may be sent: asks where that is wanted. Once the run has ended, nothing is left to ask about.</summary>
    /// <param name="order">The row.</param>
    /// <param name="target">What it would be done to, with its plates or with them masked.</param>
    /// <param name="action">What would be done.</param>
    private protected bool IsAgreed(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (HasEnded)
        {
            return true;
        }

        var start = Stopwatch.GetTimestamp();
        var agreed = _isTold
            ? ShouldProcess(Texts.Performing(action, target(order, true)), Texts.AreYouSure(Texts.Performing(action, target(order, false))), Texts.Confirm)
            : ShouldProcess(target(order, false), action);
        _asked += Stopwatch.GetElapsedTime(start);
        return agreed;
    }

    private bool IsWhatIf => LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked) ? asked : GetVariableValue("WhatIfPreference"));

    /// <summary>Hands a row over to be sent.</summary>
    private protected void Submit(TOrder order)
    {
        MakeRoom();
        _run!.Add(order);
    }

    /// <summary>Hands over the result of a row that is not to be sent, to be written when its turn comes.</summary>
    private protected void Submit(Reported<TResult> report)
    {
        MakeRoom();
        _run!.AddDone(report);
    }

    private void MakeRoom()
    {
        while (_run!.IsFull)
        {
            Wait(_run.WaitAsync(Timeout.InfiniteTimeSpan, Stop));
            WriteResults();
        }
    }

    private void Finish()
    {
        ReadRest();
        WriteResults();
        while (!_run!.IsEmpty)
        {
            Wait(_run.WaitAsync(Timeout.InfiniteTimeSpan, Stop));
            WriteResults();
        }

        _progress!.Complete();
        if (_run.EndedBy is { } end)
        {
            // Where a list met it, no row has it for its error.
            ThrowTerminatingError(_fatal ?? ErrorRecords.From(end, target: null, Explain.WithHint(end)));
        }
    }

    private void WriteResults()
    {
        ShowRequests();
        while (_run!.TryTake(out var report))
        {
            WriteResult(report.Result);
            if (report.Error is { } error)
            {
                WriteFailure(report.Result, error);
            }

            _progress!.Count(report.Error is not null);
        }
    }

    private void WriteFailure(TResult result, ParkUpException error)
    {
        // One error ends the run, after the results of all rows that it hit: it is not repeated for each of them.
        if (error.StopsRun && _fatal is not null)
        {
            return;
        }

        var (target, message) = Describe(result, error);
        var record = ErrorRecords.From(error, target, message);
        if (error.StopsRun)
        {
            _fatal = record;
        }
        else
        {
            WriteError(record);
        }
    }
}
