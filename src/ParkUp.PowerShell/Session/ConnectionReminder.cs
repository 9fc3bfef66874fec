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

    /// <summary>Warns of the runspace's current connection, or of the environment's, unless it has been warned of.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="warn">Says it. Where it throws, since warnings are to stop the run, it counts as not yet said.</param>
    public void Tell(ParkUpConnection connection, Action<string> warn)
    {
        if (Doubt(connection) is { } doubt && !IsTold(connection))
        {
            warn(doubt);

            // Weakly: a connection that was given up must not live on in a variable, with its token.
            session.PSVariable.Set(ToldVariable, new WeakReference(connection));
        }
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

    private bool IsTold(ParkUpConnection connection) => ReferenceEquals(SessionVariable.Read<WeakReference>(session, ToldVariable)?.Target, connection);
}
