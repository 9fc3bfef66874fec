using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
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

    // How long it takes at most until somebody who watches is told that the service has fallen silent.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);

    private BulkRun<TOrder, TResult>? _run;
    private RunProgress? _progress;
    private RowQuestions? _questions;
    private SeenCustomers? _seen;
    private ErrorRecord? _fatal;
    private long _leftAt;
    private bool _customerIdBelongsToOthers;

    private bool _isVerbose;
    private bool _isWhatIf;
    private bool _isSilenceTold;

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
        _isWhatIf = IsWhatIf;
        _isVerbose = IsWanted("Verbose");
        _questions = new RowQuestions(this, _isVerbose, _isWhatIf);
        _run = CreateOperation().Start(Pace, Stop);
        _progress = new RunProgress(this, Unit);
        _seen = SeenCustomers.Of(SessionState);
        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        var pause = Stopwatch.GetElapsedTime(_leftAt);
        _questions!.Asked = TimeSpan.Zero;
        try
        {
            ReadRow();
            pause += _questions.Asked;
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

    /// <summary>What the run counts.</summary>
    private protected virtual Counted Unit => Counted.Rows;

    /// <summary>The customer that a result is about.</summary>
    private protected abstract string? RefIdOf(TResult result);

    /// <summary>What a row came to, for the summary.</summary>
    private protected abstract string OutcomeOf(Reported<TResult> report);

    /// <summary>Writes a result.</summary>
    private protected abstract void WriteResult(TResult result);

    /// <summary>What an error is about, and the whole sentence about it.</summary>
    private protected abstract (object? Target, string Message) Describe(TResult result, ParkUpException error);

    /// <summary>
    /// The number of the row's customer. One that is piped in belongs to the RefId that came with it, and must not go
    /// out with another that was typed: Get-ParkUpTag A1 | Add-ParkUpTag -RefId B2.
    /// </summary>
    private protected string? OwnCustomerId(string? customerId) => _customerIdBelongsToOthers ? null : customerId;

    /// <summary>Hands a row over to be sent, where that is agreed to: asks where it is wanted.</summary>
    /// <param name="order">The row, checked.</param>
    /// <param name="target">What it would be done to, with its plates or with them masked.</param>
    /// <param name="action">What would be done.</param>
    private protected void Propose(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (_isWhatIf && _run!.Foresee(order) is { } clash)
        {
            Submit(clash);
        }
        else if (HasEnded)
        {
            // Nothing is left to ask about.
            Submit(order);
        }
        else
        {
            Ask(order, target, action);
        }
    }

    private void Ask(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        try
        {
            if (_questions!.IsAgreed(order, target, action))
            {
                Submit(order);
            }
            else
            {
                _progress!.CameIn();
            }
        }
        catch (Exception failure) when (failure is PSInvalidOperationException or HostException)
        {
            // Nobody is there: the row is not agreed to, and has its result.
            Submit(_run!.Refusal(order, new InvalidInputException(Texts.NobodyToAsk, failure) { Field = "Confirm" }));
        }
    }

    private bool IsWhatIf => LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked) ? asked : GetVariableValue("WhatIfPreference"));

    /// <summary>Hands a row over to be sent.</summary>
    private protected void Submit(TOrder order)
    {
        _progress!.CameIn();
        MakeRoom();
        _run!.Add(order);
    }

    /// <summary>Hands over the result of a row that is not to be sent, to be written when its turn comes.</summary>
    private protected void Submit(Reported<TResult> report)
    {
        _progress!.CameIn();
        MakeRoom();
        _run!.AddDone(report);
    }

    private void MakeRoom()
    {
        while (_run!.IsFull)
        {
            WaitForResults();
        }
    }

    private void WaitForResults()
    {
        Wait(_run!.WaitAsync(LookAround, Stop));
        TellSilence();
        WriteResults();
    }

    /// <summary>Minutes without a word would be taken for a hang.</summary>
    private void TellSilence()
    {
        var last = _run!.Outage;
        if (last is not null && !_isSilenceTold)
        {
            Warn(Texts.ServiceSilent(last.Message, BulkOptions.LongestOutage));
        }

        _isSilenceTold = last is not null;
    }

    private void Finish()
    {
        ReadRest();
        WriteResults();
        while (!_run!.IsEmpty)
        {
            WaitForResults();
        }

        // The last request may have ended after they were last looked at, and before its rows were taken.
        ShowRequests();
        _progress!.Complete();
        if (_isVerbose)
        {
            Tell(Texts.Summary(_progress.Summarize(Requests.Sent, Requests.Repeated, Connection!.IsSandbox)));
        }

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
            else
            {
                _seen!.Note(RefIdOf(report.Result));
            }

            _progress!.Count(report.Error is not null, _isVerbose ? OutcomeOf(report) : null);
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
