namespace ParkUp.PowerShell;

/// <summary>Tests whether the service can be reached and accepts the token. Sends one list call, which changes nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ParkUpConnection")]
[OutputType(typeof(ConnectionTest))]
public sealed class TestParkUpConnectionCommand : ParkUpCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(Run.Wait(new ConnectionTester(Connection!, Run.Requests.Observer).TestAsync(Run.Stop)));
}
