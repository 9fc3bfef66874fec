using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Forgets the runspace's current connection, and gives it out a last time. Whoever else holds it may go on using it.
/// </summary>
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
