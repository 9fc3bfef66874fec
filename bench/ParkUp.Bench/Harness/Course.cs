using System.Globalization;

namespace ParkUp.Bench;

/// <summary>How many requests the server had at a time, over a run.</summary>
/// <param name="InFlight">The average of each tenth of a second.</param>
internal sealed record Course(IReadOnlyList<double> InFlight)
{
    private const int StepMilliseconds = 100;
    private const int MostOnLine = 60;

    /// <summary>The course as one line of numbers, each for so many steps that a line holds them.</summary>
    public override string ToString()
    {
        var steps = (InFlight.Count + MostOnLine - 1) / MostOnLine;
        var numbers = InFlight.Chunk(Math.Max(1, steps)).Select(static chunk => Math.Round(chunk.Average()).ToString(CultureInfo.InvariantCulture));
        return FormattableString.Invariant($"in flight, each {Math.Max(1, steps) * StepMilliseconds} ms: {string.Join(' ', numbers)}");
    }
}
