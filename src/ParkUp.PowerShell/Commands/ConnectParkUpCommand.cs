using System.Security;

namespace ParkUp.PowerShell;

/// <summary>Sets the current connection of the runspace, to the service or to the sandbox. Sends nothing, and never prompts.</summary>
[Cmdlet(VerbsCommunications.Connect, "ParkUp", DefaultParameterSetName = ServiceSet)]
[OutputType(typeof(ParkUpConnection))]
public sealed class ConnectParkUpCommand : PSCmdlet
{
    private const string ServiceSet = "Service";
    private const string SandboxSet = "Sandbox";

    /// <summary>The token; without it, PARKUP_TOKEN from the environment.</summary>
    [Parameter(Position = 0, ParameterSetName = ServiceSet)]
    [SecureStringArgument]
    [ValidateNotNull]
    public SecureString? Token { get; set; }

    /// <summary>The base address of the API; without it, PARKUP_BASE_URI from the environment, else https://api.parkup.cl.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [AddressArgument]
    [ValidateNotNull]
    public Uri? BaseUri { get; set; }

    /// <summary>The time limit of one request in seconds, 1 to 86400.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>The most retries of one request, 0 to 100. Only requests that were certainly not applied are retried.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>The proxy; without it, the proxy of the system.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [AddressArgument]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy; without it, those in the settings of the system.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    [CredentialArgument]
    [ValidateNotNull]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Gives the proxy the credentials of the account that runs this session.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Permits http to another machine: the token can then be read on the network.</summary>
    [Parameter(ParameterSetName = ServiceSet)]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }

    /// <summary>Connects to the sandbox, the API in memory. It needs no account and no network.</summary>
    [Parameter(ParameterSetName = SandboxSet, Mandatory = true)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>The delay of each answer of the sandbox in milliseconds, 0 to 600000.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(0, 600_000)]
    public int SandboxLatency { get; set; }

    /// <summary>Faults of the sandbox as Kind:rate ('CommitThenDrop:0.05'), and its behaviours as Name=Value ('Conflict=Partial').</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(SandboxFaultCompleter))]
    public string[] SandboxFault { get; set; } = [];

    /// <summary>The seed of the faults: the same seed repeats them.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    public int SandboxSeed { get; set; }

    /// <summary>The file that keeps the customers and tags of the sandbox from one process to the next. It is made where there is none.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateNotNullOrEmpty]
    public string? SandboxPath { get; set; }

    /// <summary>Writes the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A script that continues after a failure must not use the previous connection, such as the sandbox.
        var session = RunspaceSession.Of(SessionState);
        session.Connection = null;
        try
        {
            using var ofEnvironment = Sandbox || Token is not null ? null : ConnectionSource.EnvironmentToken();
            var options = Sandbox
                ? SandboxConnection.Options(TimeSpan.FromMilliseconds(SandboxLatency), SandboxFault, SandboxSeed, SandboxPath is null ? null : FullPath(SandboxPath))
                : ServiceOptions(Token ?? ofEnvironment);
            var connection = ParkUpConnection.Open(options with { Timeout = TimeSpan.FromSeconds(TimeoutSec), MaximumRetryCount = MaximumRetryCount });
            if (!connection.IsSandbox)
            {
                // Before it is set: if a warning ends the script, there must be no connection.
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
            // The address is not the target, as it may contain a password.
            new CmdletStreams(this).Abort(error, target: null);
        }
    }

    private ConnectionOptions ServiceOptions(SecureString? token) => CredentialFault() is { } fault ? throw new InvalidInputException(fault) { Field = nameof(ProxyCredential) } : new()
    {
        Token = token ?? throw new NotConnectedException(Texts.NoToken) { Hint = Texts.NoTokenHint },
        TokenVariable = Token is null ? ConnectionSource.TokenVariable : null,
        BaseUri = BaseUri ?? ConnectionSource.EnvironmentBaseUri(),
        Proxy = Proxy,
        ProxyCredential = ProxyCredential?.GetNetworkCredential(),
        ProxyUseDefaultCredentials = ProxyUseDefaultCredentials,
        AllowUnencryptedAuthentication = AllowUnencryptedAuthentication,
    };

    private string FullPath(string path)
    {
        try
        {
            var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return string.Equals(provider.Name, "FileSystem", StringComparison.Ordinal)
                ? full
                : throw new InvalidInputException(Texts.NotAFile.With(path, provider.Name)) { Field = nameof(SandboxPath) };
        }
        catch (SessionStateException e)
        {
            // There is no such drive or provider.
            throw new InvalidInputException(TextSanitizer.Clean(e.Message), e) { Field = nameof(SandboxPath) };
        }
    }

    private string? CredentialFault() =>
        ProxyCredential is null ? null
        : ProxyUseDefaultCredentials ? Texts.ProxyCredentialTwice
        : string.IsNullOrWhiteSpace(ProxyCredential.UserName) ? Texts.ProxyCredentialNoUser
        : null;
}
