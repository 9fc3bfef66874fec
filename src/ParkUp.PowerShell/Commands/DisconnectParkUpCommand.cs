namespace ParkUp.PowerShell;

/// <summary>Removes the current connection of the runspace, and writes it. It stays open for others that use it.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ParkUp")]
[OutputType(typeof(ParkUpConnection))]
public sealed class DisconnectParkUpCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var session = RunspaceSession.Of(SessionState);
        if (session.Connection is { } connection)
        {
            session.Connection = null;
            WriteObject(connection);
        }
    }
}
