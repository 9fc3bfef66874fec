using System.Globalization;
using System.Text;

namespace ParkUp.Bench;

/// <summary>The figures as text, in columns.</summary>
internal static class Table
{
    private static readonly string[] Header = ["measure", "module", "reference", "ratio", "target", "met"];

    public static string Of(IReadOnlyList<Figure> figures)
    {
        List<string[]> lines = [Header, .. figures.Select(Line)];
        var widths = Header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        lines.Insert(1, [.. widths.Select(static width => new string('-', width))]);
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendLine(string.Join(" | ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Line(Figure figure) =>
    [
        figure.Measure,
        $"{Number(figure.Module.Median, figure.Digits)} {figure.Unit}",
        figure.Reference is { } reference ? $"{Number(reference.Median, figure.Digits)} {figure.Unit} ({reference.Name})" : string.Empty,
        Comparison(figure),
        figure.Target is { } target ? TargetText(target, figure) : string.Empty,
        figure.Met switch { true => "yes", false => "NO", null => string.Empty },
    ];

    private static string Comparison(Figure figure) => figure switch
    {
        { ShowsRatio: true, Ratio: { } ratio } => Times(ratio),
        { Difference: { } difference } => (difference < 0 ? string.Empty : "+") + Number(difference, figure.Digits) + " " + figure.Unit,
        _ => string.Empty,
    };

    private static string TargetText(Target target, Figure figure)
    {
        var bound = target.IsFloor ? ">= " : "<= ";
        return target.Judged switch
        {
            Judged.Ratio => bound + Bound(target.Value) + "x",
            Judged.Difference => bound + Bound(target.Value) + " " + figure.Unit + " more",
            _ => bound + Bound(target.Value) + " " + figure.Unit,
        };
    }

    // Three digits below one: 0.748 of a 0.75 that was to be reached must not read as reached.
    private static string Times(double ratio) => ratio.ToString(ratio < 1 ? "0.000" : ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + "x";

    private static string Bound(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);

    private static string Number(double value, int digits) => value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
