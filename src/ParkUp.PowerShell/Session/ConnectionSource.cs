using System.Diagnostics.CodeAnalysis;
using System.Security;

namespace ParkUp.PowerShell;

/// <summary>Finds the connection of a cmdlet without <c>-Connection</c>: the current one of the runspace, else one from environment variables.</summary>
internal static class ConnectionSource
{
    public const string TokenVariable = "PARKUP_TOKEN";
    private const string BaseUriVariable = "PARKUP_BASE_URI";
    private const string ServiceDomain = "parkup.cl";

    private static readonly TimeSpan LongSandboxSession = TimeSpan.FromHours(1);

    /// <exception cref="NotConnectedException">There is no connection, and the environment has no token.</exception>
    /// <exception cref="ParkUpException">The environment has a malformed token or base address.</exception>
    public static ParkUpConnection Require(RunspaceSession session, Action<string> warn)
    {
        var connection = Find(session) ?? throw new NotConnectedException(Texts.NotConnected) { Hint = Texts.NotConnectedHint };
        Warn(session, connection, warn);
        return connection;
    }

    /// <summary>The same without a warning; null where there is no connection.</summary>
    public static ParkUpConnection? Find(RunspaceSession session) => session.Connection ?? FromEnvironment(session);

    /// <summary>Warns once of a connection that may be unintended: a forgotten sandbox, or a token sent to an unusual host.</summary>
    public static void Warn(RunspaceSession session, ParkUpConnection connection, Action<string> warn)
    {
        if (WarningFor(connection) is { } warning)
        {
            session.WarnOnce(connection, warning, warn);
        }
    }

    /// <summary>The token of the environment; null where it has none.</summary>
    public static SecureString? EnvironmentToken() => ReadEnvironment(TokenVariable) is { } token ? ToSecureString(token) : null;

    /// <summary>The base address of the environment, or that of the service.</summary>
    /// <exception cref="InvalidInputException">It is not a URI.</exception>
    public static Uri EnvironmentBaseUri()
    {
        var text = ReadEnvironment(BaseUriVariable);
        return string.IsNullOrWhiteSpace(text) ? ConnectionOptions.ProductionUri
            : Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out var address) ? address
            : throw new InvalidInputException(Texts.NoAddress.With(BaseUriVariable)) { Field = BaseUriVariable };
    }

    public static SecureString ToSecureString(string token)
    {
        var secret = new SecureString();
        foreach (var c in token)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    /// <summary>Reuses the connection while the variables do not change, so that a cmdlet in a loop does not open a socket each time.</summary>
    private static ParkUpConnection? FromEnvironment(RunspaceSession session)
    {
        using var token = EnvironmentToken();
        if (token is null)
        {
            return null;
        }

        var options = new ConnectionOptions { Token = token, TokenVariable = TokenVariable, BaseUri = EnvironmentBaseUri() };
        if (session.EnvironmentConnection is not { } kept || !kept.IsFor(options))
        {
            session.EnvironmentConnection = kept = ParkUpConnection.Open(options);
        }

        return kept;
    }

    private static string? WarningFor(ParkUpConnection connection) => connection switch
    {
        { IsSandbox: false } => IsServiceHost(connection.BaseUri) ? null : Texts.UnusualHost.With(Name(connection.BaseUri)),
        _ when ReadEnvironment(TokenVariable) is not null => Texts.SandboxBesideToken,
        _ when DateTimeOffset.Now - connection.ConnectedAt > LongSandboxSession => Texts.StillOnSandbox.With(connection.ConnectedAt.ToLocalTime()),
        _ => null,
    };

    /// <summary>The host, and beside letters of other scripts what is really asked for: these may look like Latin ones.</summary>
    private static string Name(Uri address) =>
        string.Equals(address.Host, address.IdnHost, StringComparison.OrdinalIgnoreCase) ? address.Host : $"{address.Host} ({address.IdnHost})";

    private static bool IsServiceHost(Uri address) =>
        address.IsLoopback
        || string.Equals(address.IdnHost, ServiceDomain, StringComparison.OrdinalIgnoreCase)
        || address.IdnHost.EndsWith("." + ServiceDomain, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place.")]
    private static string? ReadEnvironment(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
