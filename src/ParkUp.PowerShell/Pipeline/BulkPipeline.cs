using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// The one bridge between a bulk run of the core and the pipeline's thread: rows go in as they come, results are written
/// in the rows' order, while rows still come.
/// </summary>
/// <typeparam name="TOrder">What a row asks for.</typeparam>
/// <typeparam name="TResult">What becomes of it.</typeparam>
internal sealed class BulkPipeline<TOrder, TResult> : IRowPipeline
{
    // A source that takes longer than this between two rows is not waiting for us: its rows are seen to one by one.
    private static readonly TimeSpan SlowSource = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // How long it takes at most until somebody who watches is told that the service has fallen silent.
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(1);

    private readonly ParkUpCommand _command;
    private readonly BulkRun<TOrder, TResult> _run;
    private readonly ResultView<TResult> _view;
    private readonly RunProgress _progress;
    private readonly Confirmation _confirmation;
    private readonly SeenCustomers _seen;
    private readonly bool _isVerbose;
    private readonly bool _isWhatIf;
    private ErrorRecord? _fatal;
    private long _leftAt;
    private bool _isSilenceTold;

    public BulkPipeline(ParkUpCommand command, BulkOperation<TOrder, TResult> operation, BulkOptions options, ResultView<TResult> view)
    {
        _command = command;
        _view = view;
        _isVerbose = command.Streams.IsWanted("Verbose");
        _isWhatIf = LanguagePrimitives.IsTrue(command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked) ? asked : command.GetVariableValue("WhatIfPreference"));
        _confirmation = new Confirmation(command, _isVerbose, _isWhatIf);
        _progress = new RunProgress(command, view.Unit);
        _seen = SeenCustomers.Of(command.SessionState);
        _run = operation.Start(options, command.Stop);
        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Whether an error has ended the run: the rows that come now fail without being sent.</summary>
    private bool HasEnded => _run.EndedBy is not null;

    /// <summary>Takes in the current pipeline object, and writes the results that are there.</summary>
    /// <param name="readRow">Reads the object, and hands over what it asks for.</param>
    /// <param name="readRest">Hands over what was held back in the hope of more rows, where the run ends here.</param>
    public void Process(Action readRow, Action readRest)
    {
        var pause = Stopwatch.GetElapsedTime(_leftAt);
        _confirmation.Asked = TimeSpan.Zero;
        try
        {
            readRow();
            pause += _confirmation.Asked;
            if (pause > SlowSource)
            {
                // What the source brings next may be hours away, and who is asked wants to see what came of the answer
                // before the next question. Neither is held up for longer than they took themselves.
                _command.Wait(_run.WaitAsync(pause < LongestWait ? pause : LongestWait, _command.Stop));
            }

            WriteResults();
            if (HasEnded)
            {
                readRest();
                Finish();
            }
        }
        catch
        {
            // Downstream wants no more, or has failed: what waits to be sent must not go out any more.
            _command.Cancel();
            throw;
        }

        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Waits for the rows that are still on their way.</summary>
    /// <param name="readRest">Hands over what was held back in the hope of more rows.</param>
    public void End(Action readRest)
    {
        try
        {
            readRest();
            Finish();
        }
        catch
        {
            _command.Cancel();
            throw;
        }
    }

    /// <summary>Hands a row over to be sent, where that is agreed to: asks where it is wanted.</summary>
    /// <param name="order">The row, checked.</param>
    /// <param name="target">What it would be done to, with its plates or with them masked.</param>
    /// <param name="action">What would be done.</param>
    public void Propose(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (_isWhatIf && _run.Foresee(order) is { } clash)
        {
            Submit(clash);
        }
        else if (HasEnded || IsAgreed(order, target, action))
        {
            Submit(order);
        }
    }

    /// <summary>Hands a row over to be sent.</summary>
    public void Submit(TOrder order)
    {
        _progress.CameIn();
        MakeRoom();
        _run.Add(order);
    }

    /// <summary>Hands over the result of a row that is not to be sent, to be written when its turn comes.</summary>
    public void Submit(Reported<TResult> report)
    {
        _progress.CameIn();
        MakeRoom();
        _run.AddDone(report);
    }

    /// <summary>Gives the run back. The cmdlet has cancelled what was in flight by then.</summary>
    public void Dispose() => _run.Dispose();

    /// <summary>Whether a row may be sent. One that may not is counted, or has its result where nobody can be asked.</summary>
    private bool IsAgreed(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        try
        {
            if (_confirmation.IsAgreed(order, target, action))
            {
                return true;
            }

            _progress.CameIn();
        }
        catch (Exception failure) when (failure is PSInvalidOperationException or HostException or NullReferenceException)
        {
            // Nobody is there: the row is not agreed to, and has its result. The console host meets a null where its
            // input is empty and redirected.
            Submit(_run.Refusal(order, new InvalidInputException(Texts.NobodyToAsk, failure) { Field = "Confirm" }));
        }

        return false;
    }

    private void MakeRoom()
    {
        while (_run.IsFull)
        {
            WaitForResults();
        }
    }

    private void WaitForResults()
    {
        _command.Wait(_run.WaitAsync(LookAround, _command.Stop));
        TellSilence();
        WriteResults();
    }

    /// <summary>Minutes without a word would be taken for a hang.</summary>
    private void TellSilence()
    {
        var last = _run.Outage;
        if (last is not null && !_isSilenceTold)
        {
            _command.Streams.Warn(Texts.ServiceSilent(last.Message, BulkOptions.LongestOutage));
        }

        _isSilenceTold = last is not null;
    }

    private void Finish()
    {
        WriteResults();
        while (!_run.IsEmpty)
        {
            WaitForResults();
        }

        // The last request may have ended after they were last looked at, and before its rows were taken.
        _command.Requests.Show(_command.Stop);
        _progress.Complete();
        if (_isVerbose)
        {
            var (sent, repeated) = _command.Requests.Shown;
            _command.Streams.Verbose(Texts.Summary(_progress.Summarize(sent, repeated, _command.Connection!.IsSandbox)));
        }

        if (_run.EndedBy is { } end)
        {
            // Where a list met it, no row has it for its error.
            _command.ThrowTerminatingError(_fatal ?? ErrorRecords.From(end, target: null, Explain.WithHint(end)));
        }
    }

    private void WriteResults()
    {
        _command.Requests.Show(_command.Stop);
        while (_run.TryTake(out var report))
        {
            var (objects, areSeveral) = _view.Output(report.Result);
            _command.WriteObject(objects, enumerateCollection: areSeveral);
            _progress.Count(report.Error is not null, _isVerbose ? _view.Outcome(report) : null);
            if (report.Error is { } error)
            {
                WriteFailure(report.Result, error);
            }
            else
            {
                _seen.Note(_view.RefId(report.Result));
            }
        }
    }

    private void WriteFailure(TResult result, ParkUpException error)
    {
        // One error ends the run, after the results of all rows that it hit: it is not repeated for each of them.
        if (error.StopsRun && _fatal is not null)
        {
            return;
        }

        var (target, message) = _view.Describe(result, error);
        var record = ErrorRecords.From(error, target, message);
        if (error.StopsRun)
        {
            _fatal = record;
        }
        else
        {
            _command.WriteError(record);
        }
    }
}
