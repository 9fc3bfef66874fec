using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// What every cmdlet of the module has: one source of cancellation, one place that waits, and one way to report an
/// error.
/// </summary>
public abstract class ParkUpCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(RequestSummary Summary, RequestTrace? Trace)> _requests = new();

    /// <summary>Called for Ctrl+C, on a thread of its own.</summary>
    protected override void StopProcessing() => Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the cmdlet holds.</summary>
    /// <param name="disposing">Whether it was asked for, rather than found by the collector.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // A downstream command that has had enough ends the pipeline without a StopProcessing.
            Cancel();
            _stop.Dispose();
        }
    }

    /// <summary>Ends all that is in flight.</summary>
    private protected void Cancel()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet ended while the engine was about to stop it.
        }
    }

    private protected CancellationToken Stop => _stop.Token;

    /// <summary>How many requests were shown, and how many of them were another try. Counted only where somebody looks.</summary>
    private protected (long Sent, long Repeated) Requests { get; private set; }

    /// <summary>
    /// Notes a request, on whatever thread it was sent; the pipeline's own thread shows it. Null where nobody looks, or
    /// where <see cref="OnTrace"/> notes it.
    /// </summary>
    private protected Action<RequestSummary>? OnRequest =>
        IsWanted("Verbose") && !IsWanted("Debug") ? summary => _requests.Enqueue((summary, null)) : null;

    /// <summary>The same together with its bodies, so that they are shown side by side.</summary>
    private protected Action<RequestTrace>? OnTrace => IsWanted("Debug") ? trace => _requests.Enqueue((trace.Summary, trace)) : null;

    /// <summary>Whether a stream is asked for: by the switch, or else by the session's preference.</summary>
    private protected bool IsWanted(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out var asked)
        ? LanguagePrimitives.IsTrue(asked)
        : !LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue(stream + "Preference"), CultureInfo.InvariantCulture, out var preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <summary>The only place that blocks: waits for the core, on the pipeline's thread.</summary>
    private protected void Wait(Task work)
    {
        try
        {
            work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            ShowRequests();
        }
    }

    /// <summary>The same, for what the core works out.</summary>
    private protected T Wait<T>(Task<T> work)
    {
        Wait((Task)work);
        return work.Result;
    }

    /// <summary>Reports an error: the run ends where the next row would meet the same.</summary>
    private protected void Report(ParkUpException error, object? target, string message)
    {
        var record = ErrorRecords.From(error, target, message);
        if (error.StopsRun)
        {
            ThrowTerminatingError(record);
        }

        WriteError(record);
    }

    /// <summary>Ends the cmdlet with an error that concerns no row.</summary>
    private protected void Abort(ParkUpException error, object? target) =>
        ThrowTerminatingError(ErrorRecords.From(error, target, Explain.WithHint(error)));

    /// <summary>Warns. Under -Debug alone the engine would ask about each warning, and end the run where nobody answers.</summary>
    private protected void Warn(string text)
    {
        if (IsDebugAlone && !MyInvocation.BoundParameters.ContainsKey("WarningAction"))
        {
            WriteDebug(text);
        }
        else
        {
            WriteWarning(text);
        }
    }

    /// <summary>Tells what -Verbose is for; under -Debug alone, where the engine would ask, among what that shows.</summary>
    private protected void Tell(string text)
    {
        if (IsDebugAlone)
        {
            WriteDebug(text);
        }
        else
        {
            WriteVerbose(text);
        }
    }

    private bool IsDebugAlone => MyInvocation.BoundParameters.ContainsKey("Debug") && IsWanted("Debug") && !IsWanted("Verbose");

    /// <summary>Shows the requests that have ended since it was last called.</summary>
    private protected void ShowRequests()
    {
        while (!_stop.IsCancellationRequested && _requests.TryDequeue(out var request))
        {
            Requests = (Requests.Sent + 1, Requests.Repeated + (request.Summary.Attempt > 1 ? 1 : 0));
            Tell(request.Summary.ToString());
            foreach (var line in request.Trace?.ToLines() ?? [])
            {
                WriteDebug(line);
            }
        }
    }
}
