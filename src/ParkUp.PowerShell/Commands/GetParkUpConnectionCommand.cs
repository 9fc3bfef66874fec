using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Gives the connection that cmdlets use when none is handed to them; nothing where there is none.</summary>
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
