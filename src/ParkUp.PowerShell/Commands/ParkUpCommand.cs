using System.Collections.Concurrent;
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
    private readonly ConcurrentQueue<RequestSummary> _requests = new();

    /// <summary>Cancelled by Ctrl+C, and by a downstream command that has had enough.</summary>
    protected override void StopProcessing()
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
            _stop.Dispose();
        }
    }

    private protected CancellationToken Stop => _stop.Token;

    /// <summary>Notes a request, on whatever thread it was sent; the pipeline's own thread shows it.</summary>
    private protected Action<RequestSummary> OnRequest => _requests.Enqueue;

    /// <summary>The only place that blocks: waits for the core, on the pipeline's thread.</summary>
    private protected TResult Wait<TResult>(Func<CancellationToken, Task<TResult>> work)
    {
        try
        {
            return work(_stop.Token).GetAwaiter().GetResult();
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

    private void ShowRequests()
    {
        while (!_stop.IsCancellationRequested && _requests.TryDequeue(out var request))
        {
            WriteVerbose(request.ToString());
        }
    }
}
