namespace ParkUp.PowerShell;

/// <summary>A cmdlet that calls the service: it finds the connection, cancels requests, and waits for them.</summary>
public abstract class ParkUpCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The connection; without it the current one of the runspace, else PARKUP_TOKEN and PARKUP_BASE_URI from the environment.</summary>
    [Parameter]
    [ValidateNotNull]
    public ParkUpConnection? Connection { get; set; }

    internal CmdletStreams Streams => field ??= new CmdletStreams(this);

    internal RequestLog Requests => field ??= new RequestLog(Streams);

    internal CancellationToken Stop => _stop.Token;

    /// <summary>Finds the connection before the first row. Without one, the cmdlet ends with an error.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            Connection ??= ConnectionSource.Require(RunspaceSession.Of(SessionState), Streams.Warn);
        }
        catch (ParkUpException error)
        {
            Streams.Abort(error, target: null);
        }
    }

    /// <summary>Cancels requests at Ctrl+C. The engine calls it on a thread of its own.</summary>
    protected override void StopProcessing() => Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels requests and releases resources.</summary>
    /// <param name="disposing">False where it is called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // A downstream command such as Select-Object -First ends the pipeline without StopProcessing.
            Cancel();
            _stop.Dispose();
        }
    }

    /// <summary>Cancels the requests in flight.</summary>
    internal void Cancel() => Blocking.Cancel(_stop);

    /// <summary>Waits on the pipeline's thread, and writes the requests that ended.</summary>
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
