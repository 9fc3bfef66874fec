using System.Diagnostics;
using System.Management.Automation.Host;

namespace ParkUp.PowerShell;

/// <summary>The rows of a cmdlet, from the first pipeline object to the last result. Used on the pipeline's thread only.</summary>
internal interface IRowPipeline : IDisposable
{
    /// <summary>Reads the current pipeline object, and writes the results that are ready.</summary>
    void Process();

    /// <summary>Reads what is left, waits for all results, and writes them.</summary>
    void End();
}

/// <summary>
/// Connects a <see cref="BulkRun{TOrder,TResult}"/> with the pipeline's thread: it adds the rows of each pipeline object,
/// and writes results in the order of the rows.
/// </summary>
/// <param name="readRow">Submits the rows of the current pipeline object.</param>
/// <param name="readRest">Submits the rows that <paramref name="readRow"/> held back.</param>
internal class BulkPipeline<TOrder, TResult>(
    CmdletRun cmdlet,
    BulkOperation<TOrder, TResult> operation,
    BulkOptions options,
    ResultView<TResult> view,
    Action readRow,
    Action? readRest = null) : IRowPipeline
    where TResult : class, IRowResult
{
    // A source that pauses longer than this between two rows is not slowed down by waiting for each result.
    private static readonly TimeSpan SlowSource = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    // How often the circuit breaker is checked while the pipeline waits.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly BulkRun<TOrder, TResult> _run = operation.Start(options, cmdlet.Stop);
    private readonly Confirmation _confirmation = new(cmdlet);
    private readonly RunProgress _progress = new(cmdlet.Command, view.Unit);
    private readonly RecentCustomers _recent = RunspaceSession.Of(cmdlet.Command.SessionState).RecentCustomers;
    private readonly bool _isVerbose = cmdlet.Streams.IsWanted("Verbose");
    private ErrorRecord? _terminatingError;
    private long _processedAt = Stopwatch.GetTimestamp();
    private bool _isOutageWarned;
    private bool _isClosed;

    public void Process()
    {
        var pause = Stopwatch.GetElapsedTime(_processedAt);
        _confirmation.TimeAsked = TimeSpan.Zero;
        try
        {
            readRow();
            pause += _confirmation.TimeAsked;
            if (pause > SlowSource)
            {
                // At a prompt, the result is shown before the next row is asked for. It waits no longer than the source did.
                cmdlet.Wait(_run.WaitAsync(pause < MaxWait ? pause : MaxWait, cmdlet.Stop));
            }

            WriteResults();
            if (_run.EndedBy is not null)
            {
                Finish();
            }
        }
        catch
        {
            // A downstream command stopped or failed: send nothing more.
            cmdlet.Cancel();
            throw;
        }

        _processedAt = Stopwatch.GetTimestamp();
    }

    public void End()
    {
        try
        {
            Finish();
        }
        catch
        {
            cmdlet.Cancel();
            throw;
        }
    }

    /// <summary>Submits a row to be sent if it is confirmed.</summary>
    /// <param name="target">Describes the target of the row; the plates are masked where its second argument is true.</param>
    public void SubmitIfConfirmed(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        if (_confirmation.IsWhatIf && _run.CheckConflict(order) is { } conflict)
        {
            Submit(conflict);
        }
        else if (_run.EndedBy is not null || IsConfirmed(order, target, action))
        {
            // Rows after the end of the run fail without being sent, so they are not asked about.
            Submit(order);
        }
    }

    /// <summary>Submits a row to be sent.</summary>
    public void Submit(TOrder order)
    {
        MakeRoom();
        _run.Add(order);
    }

    /// <summary>Submits the result of a row that is not sent. It is written in the order of the rows.</summary>
    public void Submit(TResult result)
    {
        MakeRoom();
        _run.Add(result);
    }

    public void Dispose() => _run.Dispose();

    /// <summary>Whether a row may be sent. A declined row has no result; one that cannot be asked about is refused.</summary>
    private bool IsConfirmed(TOrder order, Func<TOrder, bool, string> target, string action)
    {
        try
        {
            if (_confirmation.Confirm(order, target, action))
            {
                return true;
            }

            _progress.CountRow();
        }
        catch (HostException failure)
        {
            Submit(operation.NotSent(order, new InvalidInputException(Texts.NobodyToAsk, failure) { Field = "Confirm" }));
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
        cmdlet.Wait(_run.WaitAsync(CheckInterval, cmdlet.Stop));
        var outage = _run.CircuitFailure;
        if (outage is not null && !_isOutageWarned)
        {
            // Without a message, minutes of waiting look like a hang.
            cmdlet.Streams.Warn(RecoveryPolicy.RetryAfter(outage) > CircuitBreaker.LongestRetryAfter
                ? Texts.ServicePaused.With(outage.Message.TrimEnd('.'), outage.Hint)
                : Texts.ServiceSilent.With(outage.Message.TrimEnd('.'), CircuitBreaker.LongestOutage.TotalSeconds));
        }

        _isOutageWarned = outage is not null;
        WriteResults();
    }

    private void Finish()
    {
        readRest?.Invoke();
        WriteAllResults();

        if (_run.ListWarning is { } warning)
        {
            // At the end, when a longer list may have shown that it was whole.
            cmdlet.Streams.Warn(warning);
        }

        // The last request may have ended after the log was written.
        cmdlet.Requests.Write(cmdlet.Stop);
        _progress.Complete();
        if (_isVerbose)
        {
            var (sent, retries) = cmdlet.Requests.Written;
            if (Messages.Concurrency(_run.Concurrency) is { } found)
            {
                cmdlet.Streams.Verbose(found);
            }

            cmdlet.Streams.Verbose(Messages.Summary(_progress.Summarize(sent, retries, operation.IsSandbox)));
        }

        if (_run.EndedBy is { } end)
        {
            // No row has this error where it comes from a list that was requested for reconciliation.
            cmdlet.Command.ThrowTerminatingError(_terminatingError ?? ErrorRecords.From(end, target: null, ErrorText.WithHint(end)));
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
        cmdlet.Requests.Write(cmdlet.Stop);
        while (_run.Take() is { } result)
        {
            view.Write(cmdlet.Command, result);
            _progress.CountResult(result.Error is not null, _isVerbose ? view.Label(result) : null);
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
        var (target, message) = view.Describe(result, error);
        var record = ErrorRecords.From(error, target, message);
        if (error.StopsRun)
        {
            // Raised once, after the results of all rows.
            _terminatingError ??= record;
        }
        else if (!_isClosed)
        {
            if (cmdlet.Streams.IsErrorActionStop)
            {
                // The error ends the pipeline, so the results of requests in flight are written first.
                _isClosed = true;
                _run.Close();
                WriteAllResults();
            }

            cmdlet.Command.WriteError(record);
        }
    }
}
