namespace ParkUp.PowerShell;

/// <summary>Writes the connection that cmdlets use without -Connection, if there is one.</summary>
[Cmdlet(VerbsCommon.Get, "ParkUpConnection")]
[OutputType(typeof(ParkUpConnection))]
public sealed class GetParkUpConnectionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            if (ConnectionSource.Find(RunspaceSession.Of(SessionState)) is { } connection)
            {
                WriteObject(connection);
            }
        }
        catch (ParkUpException error)
        {
            new CmdletStreams(this).Abort(error, target: null);
        }
    }
}
