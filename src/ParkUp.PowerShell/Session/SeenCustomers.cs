using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>
/// The references of the customers that a session has dealt with lately, for completion. They live in a variable of
/// the runspace, are kept in a ring of fixed size, and are written by the pipeline's thread only: to note one costs a
/// comparison.
/// </summary>
internal sealed class SeenCustomers
{
    /// <summary>The variable of the runspace that holds them.</summary>
    public const string Variable = "global:__ParkUpSeenCustomers";

    private const int Kept = 512;

    private readonly string?[] _ring = new string?[Kept];
    private int _next;
    private string? _last;

    /// <summary>Those of the session; none yet in a new one.</summary>
    public static SeenCustomers Of(SessionState session)
    {
        if (SessionVariable.Read<SeenCustomers>(session, Variable) is { } seen)
        {
            return seen;
        }

        var fresh = new SeenCustomers();
        session.PSVariable.Set(Variable, fresh);
        return fresh;
    }

    /// <summary>Notes a customer; rows that follow one another are mostly about the same one.</summary>
    public void Note(string? refId)
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
