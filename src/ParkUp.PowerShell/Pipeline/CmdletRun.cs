namespace ParkUp.PowerShell;

/// <summary>What a cmdlet that can be stopped is made of: its one cancellation source, its streams, its request log, and the wait for work.</summary>
internal sealed class CmdletRun(PSCmdlet command) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public PSCmdlet Command => command;

    public CmdletStreams Streams { get; } = new(command);

    public RequestLog Requests => field ??= new RequestLog(Streams);

    public CancellationToken Stop => _stop.Token;

    /// <summary>The given connection, else the current one of the runspace, else one of the environment. Without one, the cmdlet ends with an error.</summary>
    public ParkUpConnection Require(ParkUpConnection? given)
    {
        try
        {
            return given ?? ConnectionSource.Require(RunspaceSession.Of(command.SessionState), Streams.Warn);
        }
        catch (ParkUpException error)
        {
            Streams.Abort(error, target: null);
            throw;
        }
    }

    /// <summary>Cancels the requests in flight.</summary>
    public void Cancel() => Blocking.Cancel(_stop);

    /// <summary>Waits on the pipeline's thread, and writes the requests that ended.</summary>
    public void Wait(Task work)
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
    public T Wait<T>(Task<T> work)
    {
        Wait((Task)work);
        return Blocking.Wait(work);
    }

    public void Dispose()
    {
        // A downstream command such as Select-Object -First ends the pipeline without StopProcessing.
        Cancel();
        _stop.Dispose();
    }
}
