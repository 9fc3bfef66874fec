using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Host;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>The rows of a cmdlet: object by object, and then to the end.</summary>
internal interface IRowPipeline : IDisposable
{
    /// <summary>Takes in the current pipeline object, and writes the results that are there.</summary>
    /// <param name="readRow">Reads the object, and submits its rows.</param>
    /// <param name="readRest">Submits the rows that were held back, where the run ends here.</param>
    void Process(Action readRow, Action readRest);

    /// <summary>Waits for all results, and writes them.</summary>
    /// <param name="readRest">Submits the rows that were held back.</param>
    void End(Action readRest);
}

/// <summary>
/// Connects a bulk run of the core with the pipeline's thread: rows go in as they come, and results are written in the
/// rows' order while more rows come.
/// </summary>
internal sealed class BulkPipeline<TOrder, TResult> : IRowPipeline
    where TResult : class, IRowResult
{
    // A source that takes longer between two rows does not wait for the module, so each row is waited for.
    private static readonly TimeSpan SlowSource = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // How often the circuit breaker is looked at while the pipeline waits.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly ParkUpCommand _command;
    private readonly BulkOperation<TOrder, TResult> _operation;
    private readonly BulkRun<TOrder, TResult> _run;
    private readonly ResultView<TResult> _view;
    private readonly RunProgress _progress;
    private readonly Confirmation _confirmation;
    private readonly RecentCustomers _recent;
    private readonly bool _isVerbose;
    private readonly bool _isWhatIf;
    private ErrorRecord? _fatal;
    private ErrorRecord? _closedBy;
    private long _leftAt;
    private bool _isOutageWarned;

    public BulkPipeline(ParkUpCommand command, BulkOperation<TOrder, TResult> operation, BulkOptions options, ResultView<TResult> view)
    {
        _command = command;
        _operation = operation;
        _view = view;
        _recent = RunspaceSession.Of(command.SessionState).RecentCustomers;
        _isVerbose = command.Streams.IsWanted("Verbose");
        _isWhatIf = LanguagePrimitives.IsTrue(command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var asked) ? asked : command.GetVariableValue("WhatIfPreference"));
        _confirmation = new Confirmation(command, _isVerbose, _isWhatIf);
        _progress = new RunProgress(command, view.Unit);
        _run = operation.Start(options, command.Stop);
        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Whether an error has ended the run: rows that come now fail without being sent.</summary>
    private bool HasEnded => _run.EndedBy is not null;

    /// <inheritdoc/>
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
                // A person at a prompt sees each result before the next row. No wait is longer than the source's own.
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
            // A downstream command has stopped or failed: nothing more may be sent.
            _command.Cancel();
            throw;
        }

        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
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

    /// <summary>Submits a row to be sent, where it is confirmed.</summary>
    /// <param name="target">Names what it changes, with plates masked or not.</param>
    public void SubmitIfConfirmed(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (_isWhatIf && _run.CheckConflict(order) is { } conflict)
        {
            Submit(conflict);
        }
        else if (HasEnded || IsConfirmed(order, target, action))
        {
            Submit(order);
        }
    }

    /// <summary>Submits a row to be sent.</summary>
    public void Submit(TOrder order)
    {
        MakeRoom();
        _run.Add(order);
    }

    /// <summary>Submits the result of a row that is not sent, to be written when its turn comes.</summary>
    public void Submit(TResult result)
    {
        MakeRoom();
        _run.Add(result);
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    /// <summary>Whether a row may be sent. A declined row has no result; where nobody can be asked, it is refused.</summary>
    private bool IsConfirmed(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        try
        {
            if (_confirmation.IsAgreed(order, target, action))
            {
                return true;
            }

            _progress.CountRow();
        }
        catch (Exception failure) when (failure is PSInvalidOperationException or HostException or NullReferenceException)
        {
            // The session is not interactive. The console host throws a NullReferenceException at the end of redirected input.
            Submit(_operation.NotSent(order, new InvalidInputException(Texts.NobodyToAsk, failure) { Field = "Confirm" }));
        }

        return false;
    }

    private void MakeRoom()
    {
        _progress.CountRow();
        while (_run.IsFull)
        {
            WaitForResults();
        }
    }

    private void WaitForResults()
    {
        _command.Wait(_run.WaitAsync(CheckInterval, _command.Stop));
        WarnOfOutage();
        WriteResults();
    }

    /// <summary>Minutes without a message would be taken for a hang.</summary>
    private void WarnOfOutage()
    {
        var failure = _run.CircuitFailure;
        if (failure is not null && !_isOutageWarned)
        {
            _command.Streams.Warn(Texts.ServiceSilent.With(failure.Message.TrimEnd('.'), CircuitBreaker.LongestOutage.TotalSeconds));
        }

        _isOutageWarned = failure is not null;
    }

    private void Finish()
    {
        WriteAllResults();

        // The last request may have ended after the log was written.
        _command.Requests.Write(_command.Stop);
        _progress.Complete();
        if (_isVerbose)
        {
            var (sent, retries) = _command.Requests.Written;
            _command.Streams.Verbose(Messages.Summary(_progress.Summarize(sent, retries, _command.Connection!.IsSandbox)));
        }

        if (_run.EndedBy is { } end)
        {
            // Where a list failed, no row has the error for its own.
            _command.ThrowTerminatingError(_fatal ?? ErrorRecords.From(end, target: null, ErrorText.WithHint(end)));
        }
    }

    private void WriteAllResults()
    {
        WriteResults();
        while (!_run.IsEmpty)
        {
            WaitForResults();
        }
    }

    private void WriteResults()
    {
        _command.Requests.Write(_command.Stop);
        while (_run.Take() is { } result)
        {
            _view.Write(_command, result);
            _progress.CountResult(result.Error is not null, _isVerbose ? _view.Label(result) : null);
            if (result.Error is { } error)
            {
                WriteFailure(result, error);
            }
            else
            {
                _recent.Add(result.RefId);
            }
        }
    }

    private void WriteFailure(TResult result, ParkUpException error)
    {
        if (error.StopsRun)
        {
            // Thrown once, after the results of all rows.
            _fatal ??= RecordOf(result, error);
        }
        else if (_closedBy is null && _command.Streams.IsErrorActionStop)
        {
            // The error ends the pipeline, which takes no results afterwards: first those of the requests in flight.
            _closedBy = RecordOf(result, error);
            _run.Close();
            WriteAllResults();
            _command.WriteError(_closedBy);
        }
        else if (_closedBy is null)
        {
            _command.WriteError(RecordOf(result, error));
        }
    }

    private ErrorRecord RecordOf(TResult result, ParkUpException error)
    {
        var (target, message) = _view.Describe(result, error);
        return ErrorRecords.From(error, target, message);
    }
}
