namespace ParkUp.Client;

/// <summary>Which tags a plan revokes that the roster lacks.</summary>
public enum RevocationScope
{
    /// <summary>Those that applied rosters placed, as the state says.</summary>
    Managed,

    /// <summary>None.</summary>
    None,

    /// <summary>All that a customer of the roster or the state holds.</summary>
    All,
}

/// <summary>What a plan may do, and the time and service it is made for.</summary>
internal sealed record PlanOptions
{
    public required Uri BaseUri { get; init; }

    public required DateTimeOffset Now { get; init; }

    public RevocationScope Revoke { get; init; }

    /// <summary>How long a tag is to be missing from the roster before it is revoked.</summary>
    public TimeSpan GracePeriod { get; init; }

    public int MaximumRevocationCount { get; init; } = 50;

    /// <summary>Of the tags listed in scope, 0 to 100.</summary>
    public int MaximumRevocationPercent { get; init; } = 10;

    /// <summary>Of the tags listed in scope, for changes and moves, 0 to 100.</summary>
    public int MaximumChangePercent { get; init; } = 50;

    /// <summary>The customers that are planned for; rows and state of the others only say what is wanted and held. Null for all.</summary>
    public Predicate<string>? IsInScope { get; init; }
}
