using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// What the module keeps from one cmdlet to the next, for each runspace: runspaces never share a connection unasked. It
/// ends with the runspace, with its variables (ForEach-Object -Parallel resets those of a runspace that it uses again), or
/// with the module.
/// </summary>
internal sealed class RunspaceSession
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSession> Sessions = [];

    private const string MarkerVariable = "global:__ParkUpSession";

    private readonly object _marker = new();

    // Weak: a connection that was given up must not live on here, with its token.
    private WeakReference? _warnedOf;

    /// <summary>The session of the calling thread's runspace; null where none has begun.</summary>
    public static RunspaceSession? Current => Sessions.TryGetValue(Runspace.DefaultRunspace, out var session) ? session : null;

    /// <summary>The connection of <c>Connect-ParkUp</c>; null where there is none.</summary>
    public ParkUpConnection? Connection { get; set; }

    /// <summary>The connection of the environment, kept while the environment stays as it is.</summary>
    public ParkUpConnection? EnvironmentConnection { get; set; }

    public RecentCustomers RecentCustomers { get; } = new();

    /// <summary>The session of a cmdlet.</summary>
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

    /// <summary>Forgets the session of the calling thread's runspace.</summary>
    public static void End() => Sessions.Remove(Runspace.DefaultRunspace);

    /// <summary>Whether a connection has been warned of; if not, it counts as warned of once the warning was written.</summary>
    public void WarnOnce(ParkUpConnection connection, string warning, Action<string> warn)
    {
        if (!ReferenceEquals(_warnedOf?.Target, connection))
        {
            // It throws where warnings are to stop the run.
            warn(warning);
            _warnedOf = new WeakReference(connection);
        }
    }
}

/// <summary>Ends the session with the module: a connection must not survive <c>Remove-Module</c>.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceSession.End();
}

/// <summary>The customers that a session has used lately, for completion. A ring of fixed size, written by the pipeline's thread only.</summary>
internal sealed class RecentCustomers
{
    private const int Kept = 512;

    private readonly string?[] _ring = new string?[Kept];
    private int _next;
    private string? _last;

    /// <summary>Adds a customer. Consecutive rows are mostly of the same one, so this costs a comparison.</summary>
    public void Add(string? refId)
    {
        if (string.IsNullOrWhiteSpace(refId) || string.Equals(refId, _last, StringComparison.Ordinal))
        {
            return;
        }

        _last = refId;
        _ring[_next] = refId;
        _next = (_next + 1) % Kept;
    }

    /// <summary>Each of them once, the latest first.</summary>
    public IEnumerable<string> Latest() => Enumerable.Range(1, Kept)
        .Select(back => _ring[(_next - back + Kept) % Kept])
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);
}
