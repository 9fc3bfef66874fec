using System.Management.Automation;
using System.Security;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Where a cmdlet's connection comes from: the one it was given, else the runspace's current one, else the
/// environment. The current one lives in a variable of the runspace, so that runspaces never share it unasked.
/// </summary>
internal sealed class ConnectionSource(SessionState session)
{
    private const string TokenVariable = "PARKUP_TOKEN";
    private const string BaseUriVariable = "PARKUP_BASE_URI";
    private const string CurrentVariable = "global:__ParkUpConnection";
    private const string EnvironmentVariable = "global:__ParkUpEnvironmentConnection";

    /// <summary>The runspace's current connection; null where there is none.</summary>
    public ParkUpConnection? Current
    {
        get => Read(CurrentVariable);
        set => session.PSVariable.Set(CurrentVariable, value);
    }

    /// <summary>The connection that a cmdlet without <c>-Connection</c> uses.</summary>
    /// <exception cref="NotConnectedException">There is none, and the environment has no token.</exception>
    public ParkUpConnection Require() => Find() ?? throw new NotConnectedException(Texts.NotConnected) { Hint = Texts.NotConnectedHint };

    /// <summary>The same, or null where there is none.</summary>
    public ParkUpConnection? Find() => Current ?? FromEnvironment();

    /// <summary>The token of the environment; null where it holds none.</summary>
    public static SecureString? EnvironmentToken() =>
        Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token ? Secrets.ToSecureString(token) : null;

    /// <summary>Whether a cmdlet would find a token in the environment.</summary>
    public static bool IsTokenInEnvironment => Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 };

    /// <summary>The base address of the environment, or the service's own.</summary>
    /// <exception cref="InvalidInputException">It is no address.</exception>
    public static Uri EnvironmentBaseUri()
    {
        var text = Environment.GetEnvironmentVariable(BaseUriVariable);
        if (string.IsNullOrWhiteSpace(text))
        {
            return ConnectionOptions.ProductionUri;
        }

        return Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out var address)
            ? address
            : throw new InvalidInputException(Texts.NoAddress(BaseUriVariable)) { Field = BaseUriVariable };
    }

    /// <summary>
    /// Kept from one cmdlet to the next while the environment stays as it is: a script that calls a cmdlet a row
    /// must not open a socket for each.
    /// </summary>
    private ParkUpConnection? FromEnvironment()
    {
        if (EnvironmentToken() is not { } token)
        {
            return null;
        }

        using (token)
        {
            var options = new ConnectionOptions { Token = token, BaseUri = EnvironmentBaseUri() };
            if (Read(EnvironmentVariable) is { } kept && kept.IsFor(options))
            {
                return kept;
            }

            var fresh = ParkUpConnection.Open(options);
            session.PSVariable.Set(EnvironmentVariable, fresh);
            return fresh;
        }
    }

    private ParkUpConnection? Read(string variable) => SessionVariable.Read<ParkUpConnection>(session, variable);
}
