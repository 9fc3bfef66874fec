using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>A cmdlet that calls the service: its connection, one source of cancellation, and one place that waits.</summary>
public abstract class ParkUpCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Makes the parts that every cmdlet has.</summary>
    protected ParkUpCommand()
    {
        Streams = new CmdletStreams(this);
        Requests = new RequestLog(Streams);
    }

    /// <summary>
    /// The connection to use; without it the runspace's current one, and without that PARKUP_TOKEN (and
    /// PARKUP_BASE_URI) from the environment.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ParkUpConnection? Connection { get; set; }

    internal CmdletStreams Streams { get; }

    internal RequestLog Requests { get; }

    internal CancellationToken Stop => _stop.Token;

    /// <summary>Settles on a connection before the first row comes.</summary>
    protected override void BeginProcessing()
    {
        if (Connection is not null)
        {
            return;
        }

        try
        {
            Connection = ConnectionSource.Require(RunspaceSession.Of(SessionState), Streams.Warn);
        }
        catch (ParkUpException error)
        {
            Streams.Abort(error, target: null);
        }
    }

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
    internal void Cancel()
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

    /// <summary>Waits for the core, on the pipeline's thread.</summary>
    internal void Wait(Task work)
    {
        try
        {
            Blocking.Wait(work);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            Requests.Write(Stop);
        }
    }

    /// <summary>The same for work with a result.</summary>
    internal T Wait<T>(Task<T> work)
    {
        Wait((Task)work);
        return Blocking.Wait(work);
    }
}
