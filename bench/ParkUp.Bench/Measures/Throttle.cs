namespace ParkUp.Bench;

/// <summary>How a run is told how many requests may be in flight.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Code">What the codes of its runs begin with.</param>
/// <param name="Limit">The number; null where the module finds it.</param>
internal sealed record Throttle(string Name, char Code, int? Limit)
{
    /// <summary>What a user gets who gives no number.</summary>
    public static Throttle Untuned { get; } = new("nothing tuned", 'M', Limit: null);

    /// <summary>The numbers that a user would try.</summary>
    public static IReadOnlyList<Throttle> Fixed { get; } =
    [
        new("4 in flight", 'A', 4),
        new("8 in flight", 'B', 8),
        new("16 in flight", 'C', 16),
        new("24 in flight", 'D', 24),
        new("32 in flight", 'E', 32),
    ];

    /// <summary>The command that adds the rows of the pipeline.</summary>
    public string Command => Limit is { } limit ? FormattableString.Invariant($"Add-ParkUpTag -ThrottleLimit {limit}") : "Add-ParkUpTag";
}
