using System.Management.Automation;
using System.Security;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Makes a connection the runspace's current one: to the service with a token, or to the API in memory. Sends
/// nothing, and never prompts.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "ParkUp", DefaultParameterSetName = ServiceSet)]
[OutputType(typeof(ParkUpConnection))]
public sealed class ConnectParkUpCommand : PSCmdlet
{
    private const string ServiceSet = "Service";
    private const string SandboxSet = "Sandbox";

    /// <summary>The token; without it, PARKUP_TOKEN from the environment.</summary>
    [Parameter(Position = 0, ParameterSetName = ServiceSet)]
    [ValidateNotNull]
    public SecureString? Token { get; set; }

    /// <summary>Where the API is; without it, PARKUP_BASE_URI from the environment, else https://api.parkup.cl.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>How many seconds one request may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>How often a request is sent again at most, where that is safe.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>The proxy to go through; without it, the system's own.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>Lets the token go over plain http to another machine, where anyone on the way can read it.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>Connects to the API in memory: no account, no port, nothing to install.</summary>
    [Parameter(ParameterSetName = SandboxSet, Mandatory = true)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many milliseconds each answer of the sandbox takes.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(0, 600_000)]
    public int SandboxLatency { get; set; }

    /// <summary>
    /// Faults as Kind:rate ('CommitThenDrop:0.05'), and answers that the reference leaves open as Name=Value
    /// ('Conflict=Partial').
    /// </summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(SandboxFaultCompleter))]
    public string[] SandboxFault { get; set; } = [];

    /// <summary>The same seed plays the same faults.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    public int SandboxSeed { get; set; }

    /// <summary>Gives the connection out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A script that goes on after a failed connect must not use the connection before, perhaps the sandbox.
        var session = RunspaceSession.Of(SessionState);
        session.Connection = null;
        try
        {
            var connection = ParkUpConnection.Open(Sandbox ? SandboxOptions() : ServiceOptions());
            if (!connection.IsSandbox)
            {
                // Before it becomes current: where warnings stop the run, there must be no connection.
                ConnectionSource.Warn(session, connection, new CmdletStreams(this).Warn);
            }

            session.Connection = connection;
            if (PassThru)
            {
                WriteObject(connection);
            }
        }
        catch (ParkUpException error)
        {
            // Not the address as it was given: there may be a password in it.
            new CmdletStreams(this).Abort(error, target: null);
        }
    }

    private ConnectionOptions ServiceOptions() => new()
    {
        Token = Token ?? ConnectionSource.EnvironmentToken()
            ?? throw new NotConnectedException(Texts.NoToken) { Hint = Texts.NoTokenHint },
        BaseUri = BaseUri ?? ConnectionSource.EnvironmentBaseUri(),
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
        MaximumRetryCount = MaximumRetryCount,
        Proxy = Proxy,
        AllowUnencryptedAuthentication = AllowUnencryptedAuthentication,
    };

    private ConnectionOptions SandboxOptions() =>
        SandboxConnection.Options(TimeSpan.FromMilliseconds(SandboxLatency), SandboxFault, SandboxSeed) with
        {
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            MaximumRetryCount = MaximumRetryCount,
        };
}
