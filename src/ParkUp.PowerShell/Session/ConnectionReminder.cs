using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Says what a person may not have meant by a connection, once for each connection: that the session is still on the
/// sandbox, or that the token goes to a host that is not ParkUp's.
/// </summary>
internal sealed class ConnectionReminder(SessionState session)
{
    private const string UsualDomain = "parkup.cl";
    private const string ToldVariable = "global:__ParkUpConnectionTold";

    private static readonly TimeSpan LongRehearsal = TimeSpan.FromHours(1);

    /// <summary>What there is to be said of the runspace's current connection, or of the environment's; null where it was said, or there is nothing.</summary>
    public string? Take(ParkUpConnection connection)
    {
        if (Doubt(connection) is not { } doubt || ReferenceEquals(Told(), connection))
        {
            return null;
        }

        session.PSVariable.Set(ToldVariable, connection);
        return doubt;
    }

    private static string? Doubt(ParkUpConnection connection)
    {
        if (!connection.IsSandbox)
        {
            return IsUsual(connection.BaseUri) ? null : Texts.UnusualHost(connection.BaseUri);
        }

        if (ConnectionSource.IsTokenInEnvironment)
        {
            return Texts.SandboxBesideToken;
        }

        return DateTimeOffset.Now - connection.ConnectedAt > LongRehearsal ? Texts.StillOnSandbox(connection.ConnectedAt) : null;
    }

    private static bool IsUsual(Uri address) =>
        address.IsLoopback
        || string.Equals(address.IdnHost, UsualDomain, StringComparison.OrdinalIgnoreCase)
        || address.IdnHost.EndsWith("." + UsualDomain, StringComparison.OrdinalIgnoreCase);

    private object? Told() => session.PSVariable.GetValue(ToldVariable) is PSObject wrapped ? wrapped.BaseObject : session.PSVariable.GetValue(ToldVariable);
}
