using System.Text.Encodings.Web;
using System.Text.Json;

namespace ParkUp.Bench;

/// <summary>The figures for a program to read, with every round of them.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(string path, string machine, int rounds, IReadOnlyList<Figure> figures, IReadOnlyList<string> failures)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = File.Create(path);
        await using (file)
        {
            var report = new { machine, measuredAt = DateTimeOffset.UtcNow, rounds, failures, figures = figures.Select(Shape) };
            await JsonSerializer.SerializeAsync(file, report, Json);
        }
    }

    private static object Shape(Figure figure) => new
    {
        figure.Measure,
        figure.Unit,
        Module = figure.Module.Median,
        Reference = figure.Reference?.Median,
        figure.Ratio,
        figure.Difference,
        Target = figure.Target is { } target ? new { Of = target.Judged.ToString(), AtLeast = target.IsFloor, target.Value } : null,
        figure.Met,
        ReferenceName = figure.Reference?.Name,
        ModuleRounds = figure.Module.Rounds,
        ReferenceRounds = figure.Reference?.Rounds,
        InFlight = figure.Course?.InFlight,
    };
}
