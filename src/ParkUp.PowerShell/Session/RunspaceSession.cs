using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ParkUp.PowerShell;

/// <summary>
/// The state of the module between cmdlets. Each runspace has its own, so that runspaces do not share a connection; it ends
/// with the runspace, with its variables (ForEach-Object -Parallel resets them before it uses a runspace again), or with
/// the module.
/// </summary>
internal sealed class RunspaceSession
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSession> Sessions = [];

    private const string MarkerVariable = "global:__ParkUpSession";

    private readonly object _marker = new();

    // Weak, so that a connection and its token are not kept in memory.
    private WeakReference? _warnedOf;

    /// <summary>The session of the runspace of the calling thread; null where no cmdlet has begun one.</summary>
    public static RunspaceSession? Current =>
        Runspace.DefaultRunspace is { } runspace && Sessions.TryGetValue(runspace, out var session) ? session : null;

    /// <summary>The connection of <c>Connect-ParkUp</c>; null where there is none.</summary>
    public ParkUpConnection? Connection { get; set; }

    /// <summary>The connection made from environment variables, kept while these do not change.</summary>
    public ParkUpConnection? EnvironmentConnection { get; set; }

    public RecentCustomers RecentCustomers { get; } = new();

    /// <summary>The session of a cmdlet: a new one where there is none, or the variables were reset.</summary>
    public static RunspaceSession Of(SessionState state)
    {
        var marker = state.PSVariable.GetValue(MarkerVariable);
        if (Current is { } current && ReferenceEquals(marker is PSObject wrapped ? wrapped.BaseObject : marker, current._marker))
        {
            return current;
        }

        var session = new RunspaceSession();
        Sessions.AddOrUpdate(Runspace.DefaultRunspace, session);
        state.PSVariable.Set(MarkerVariable, session._marker);
        return session;
    }

    /// <summary>Removes the session of the runspace of the calling thread.</summary>
    public static void End() => Sessions.Remove(Runspace.DefaultRunspace);

    /// <summary>Writes a warning unless the connection was the last to have one.</summary>
    public void WarnOnce(ParkUpConnection connection, string warning, Action<string> warn)
    {
        if (!ReferenceEquals(_warnedOf?.Target, connection))
        {
            // Raises an error under -WarningAction Stop: then the next cmdlet warns again.
            warn(warning);
            _warnedOf = new WeakReference(connection);
        }
    }
}

/// <summary>Ends the session at <c>Remove-Module</c>, together with its connection.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <summary>Called by the engine before the module is removed.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceSession.End();
}

/// <summary>The customers that a session used last, for completion. Only the pipeline's thread adds to the ring buffer.</summary>
internal sealed class RecentCustomers
{
    private const int Capacity = 512;

    private readonly string?[] _ring = new string?[Capacity];
    private int _next;

    /// <summary>Adds a customer, unless the previous row had it too.</summary>
    public void Add(string? refId)
    {
        if (!string.IsNullOrWhiteSpace(refId) && !string.Equals(refId, _ring[(_next + Capacity - 1) % Capacity], StringComparison.Ordinal))
        {
            _ring[_next] = refId;
            _next = (_next + 1) % Capacity;
        }
    }

    /// <summary>The customers without duplicates, the latest first.</summary>
    public IEnumerable<string> Latest() => Enumerable.Range(1, Capacity)
        .Select(back => _ring[(_next - back + Capacity) % Capacity])
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);
}
