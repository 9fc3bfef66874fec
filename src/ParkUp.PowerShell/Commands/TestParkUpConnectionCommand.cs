using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Tells whether the service is reachable and takes the token. Sends one list call; changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ParkUpConnection")]
[OutputType(typeof(ConnectionTest))]
public sealed class TestParkUpConnectionCommand : ParkUpCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(Wait(new ConnectionTester(Connection!, Requests.Observer).TestAsync(Stop)));
}
