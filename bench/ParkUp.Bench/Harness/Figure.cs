namespace ParkUp.Bench;

/// <summary>Which number a target is about.</summary>
internal enum Judged
{
    /// <summary>The module's figure over the reference's.</summary>
    Ratio,

    /// <summary>The module's figure less the reference's.</summary>
    Difference,

    /// <summary>The module's figure alone; the reference tells how much of it is not the module's.</summary>
    Module,
}

/// <summary>What the module is to reach.</summary>
/// <param name="Judged">The number it is about.</param>
/// <param name="IsFloor">Whether that number must be at least this; otherwise at most.</param>
/// <param name="Value">The bound.</param>
internal sealed record Target(Judged Judged, bool IsFloor, double Value)
{
    public static Target RatioAtLeast(double value) => new(Judged.Ratio, IsFloor: true, value);

    public static Target RatioAtMost(double value) => new(Judged.Ratio, IsFloor: false, value);

    public static Target DifferenceAtMost(double value) => new(Judged.Difference, IsFloor: false, value);

    public static Target ModuleAtMost(double value) => new(Judged.Module, IsFloor: false, value);
}

/// <summary>One line of the table: what the module took or did, and the reference beside it, round by round.</summary>
internal sealed record Figure
{
    public required string Measure { get; init; }

    public required string Unit { get; init; }

    public required Series Module { get; init; }

    /// <summary>Null for a figure that stands for itself.</summary>
    public Series? Reference { get; init; }

    /// <summary>Null for a figure that only explains another.</summary>
    public Target? Target { get; init; }

    /// <summary>How many requests were in flight over time, for a figure that depends on it.</summary>
    public Course? Course { get; init; }

    /// <summary>How many digits after the point are worth reading.</summary>
    public int Digits { get; init; }

    /// <summary>Whether what tells is the quotient, as for rates, or the difference.</summary>
    public bool ShowsRatio => Target is null ? Unit.EndsWith("/s", StringComparison.Ordinal) : Target.Judged == Judged.Ratio;

    public double? Ratio => Module.Median / Reference?.Median;

    public double? Difference => Module.Median - Reference?.Median;

    public bool? Met => Target is null
        ? null
        : Target.IsFloor ? JudgedValue >= Target.Value : JudgedValue <= Target.Value;

    private double? JudgedValue => Target!.Judged switch
    {
        Judged.Ratio => Ratio,
        Judged.Difference => Difference,
        _ => Module.Median,
    };
}

/// <summary>The same figure of every round.</summary>
/// <param name="Name">Whose figure it is.</param>
/// <param name="Rounds">The rounds, in their order.</param>
internal sealed record Series(string Name, IReadOnlyList<double> Rounds)
{
    public double Median
    {
        get
        {
            double[] sorted = [.. Rounds.Order()];
            var middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }
}
