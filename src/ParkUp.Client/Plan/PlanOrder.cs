namespace ParkUp.Client;

/// <summary>A step of a plan that is to be written, and what it is written with.</summary>
internal sealed record PlanOrder
{
    public required PlanStep Step { get; init; }

    /// <summary>The steps of a group depend on each other, and are written together.</summary>
    public required string Group { get; init; }

    /// <summary>Whether it waits until all that is not last has ended.</summary>
    public bool IsLast { get; init; }
}
