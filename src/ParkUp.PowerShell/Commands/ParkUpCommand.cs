namespace ParkUp.PowerShell;

/// <summary>A cmdlet that calls the service: it finds the connection, and cancels requests when it is stopped.</summary>
public abstract class ParkUpCommand : PSCmdlet, IDisposable
{
    /// <summary>The connection; without it the current one of the runspace, else PARKUP_TOKEN and PARKUP_BASE_URI from the environment.</summary>
    [Parameter]
    [ValidateNotNull]
    public ParkUpConnection? Connection { get; set; }

    internal CmdletRun Run => field ??= new CmdletRun(this);

    /// <summary>Finds the connection before the first row. Without one, the cmdlet ends with an error.</summary>
    protected override void BeginProcessing() => Connection = Run.Require(Connection);

    /// <summary>Cancels requests at Ctrl+C. The engine calls it on a thread of its own.</summary>
    protected override void StopProcessing() => Run.Cancel();

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
            Run.Dispose();
        }
    }
}
