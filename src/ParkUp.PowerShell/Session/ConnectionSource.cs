using System.Diagnostics.CodeAnalysis;
using System.Security;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Finds the connection of a cmdlet without <c>-Connection</c>: the runspace's current one, else the environment's.</summary>
internal static class ConnectionSource
{
    private const string TokenVariable = "PARKUP_TOKEN";
    private const string BaseUriVariable = "PARKUP_BASE_URI";
    private const string ServiceDomain = "parkup.cl";

    private static readonly TimeSpan LongRehearsal = TimeSpan.FromHours(1);

    /// <summary>The connection to use.</summary>
    /// <param name="warn">Writes a warning, once for each connection: of one that the user may have forgotten, or mistyped.</param>
    /// <exception cref="NotConnectedException">There is none, and the environment has no token.</exception>
    public static ParkUpConnection Require(RunspaceSession session, Action<string> warn)
    {
        var connection = Find(session) ?? throw new NotConnectedException(Texts.NotConnected) { Hint = Texts.NotConnectedHint };
        Warn(session, connection, warn);
        return connection;
    }

    /// <summary>The same, or null where there is none.</summary>
    public static ParkUpConnection? Find(RunspaceSession session) => session.Connection ?? FromEnvironment(session);

    /// <summary>Warns of a session that is still on the sandbox, and of a token that goes to a host that is not ParkUp's.</summary>
    public static void Warn(RunspaceSession session, ParkUpConnection connection, Action<string> warn)
    {
        if (DoubtOf(connection) is { } doubt)
        {
            session.WarnOnce(connection, doubt, warn);
        }
    }

    /// <summary>The token of the environment; null where it has none.</summary>
    public static SecureString? EnvironmentToken() =>
        ReadEnvironment(TokenVariable) is { } token ? ToSecureString(token) : null;

    /// <summary>The base address of the environment, or the service's own.</summary>
    /// <exception cref="InvalidInputException">It is not a URI.</exception>
    public static Uri EnvironmentBaseUri()
    {
        if (ReadEnvironment(BaseUriVariable) is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return ConnectionOptions.ProductionUri;
        }

        return Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out var address)
            ? address
            : throw new InvalidInputException(Texts.NoAddress.With(BaseUriVariable)) { Field = BaseUriVariable };
    }

    /// <summary>A token that is readable text already, in the form that connections take.</summary>
    public static SecureString ToSecureString(string token)
    {
        var secret = new SecureString();
        foreach (var c in token)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    /// <summary>Kept while the environment stays as it is: a script that calls a cmdlet a row must not open a socket for each.</summary>
    private static ParkUpConnection? FromEnvironment(RunspaceSession session)
    {
        using var token = EnvironmentToken();
        if (token is null)
        {
            return null;
        }

        var options = new ConnectionOptions { Token = token, BaseUri = EnvironmentBaseUri() };
        if (session.EnvironmentConnection is not { } kept || !kept.IsFor(options))
        {
            session.EnvironmentConnection = kept = ParkUpConnection.Open(options);
        }

        return kept;
    }

    private static string? DoubtOf(ParkUpConnection connection)
    {
        if (!connection.IsSandbox)
        {
            return IsServiceHost(connection.BaseUri) ? null : Texts.UnusualHost.With(connection.BaseUri.Host);
        }

        if (ReadEnvironment(TokenVariable) is not null)
        {
            return Texts.SandboxBesideToken;
        }

        return DateTimeOffset.Now - connection.ConnectedAt > LongRehearsal ? Texts.StillOnSandbox.With(connection.ConnectedAt.ToLocalTime()) : null;
    }

    private static bool IsServiceHost(Uri address) =>
        address.IsLoopback
        || string.Equals(address.IdnHost, ServiceDomain, StringComparison.OrdinalIgnoreCase)
        || address.IdnHost.EndsWith("." + ServiceDomain, StringComparison.OrdinalIgnoreCase);

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place.")]
    private static string? ReadEnvironment(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
