using System.Globalization;

namespace ParkUp.Bench;

/// <summary>The command line.</summary>
internal sealed record BenchOptions
{
    public const int FewestRounds = 7;

    public int Rounds { get; private init; } = FewestRounds;

    public IReadOnlySet<string> Only { get; private init; } = new HashSet<string>(StringComparer.Ordinal);

    public string JsonPath { get; private init; } = Path.Combine(StagedModule.RepositoryRoot, "artifacts", "bench.json");

    public bool ShowHelp { get; private init; }

    public bool Wants(string measure) => Only.Count == 0 || Only.Contains(measure);

    public static string Usage(IReadOnlyList<IMeasure> measures) =>
        $"""
        Usage: ParkUp.Bench [--rounds <number>] [--only <name,name>]... [--json <path>]

        --rounds   how often each figure is taken; the median is shown ({FewestRounds} unless told; fewer is for trying out)
        --only     which measures to run; all unless told
        --json     where the rounds are written (artifacts/bench.json unless told)

        {string.Join(Environment.NewLine, measures.Select(static measure => $"{measure.Name,-10} {measure.Description}"))}
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">One is not understood.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments, IReadOnlyList<IMeasure> measures)
    {
        var options = new BenchOptions();
        HashSet<string> only = new(StringComparer.Ordinal);
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var name = rest.Current;
            switch (name)
            {
                case "--rounds":
                    options = options with { Rounds = Number(rest, name) };
                    break;
                case "--only":
                    only.UnionWith(Value(rest, name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
                    break;
                case "--json":
                    options = options with { JsonPath = Path.GetFullPath(Value(rest, name)) };
                    break;
                case "--help" or "-h" or "-?":
                    options = options with { ShowHelp = true };
                    break;
                default:
                    throw new FormatException($"'{name}' is not understood.");
            }
        }

        return only.FirstOrDefault(name => !measures.Any(measure => string.Equals(measure.Name, name, StringComparison.Ordinal))) is { } unknown
            ? throw new FormatException($"There is no measure '{unknown}'.")
            : options with { Only = only };
    }

    private static string Value(IEnumerator<string> rest, string name) =>
        rest.MoveNext() ? rest.Current : throw new FormatException($"{name} needs a value.");

    private static int Number(IEnumerator<string> rest, string name) =>
        int.TryParse(Value(rest, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} needs a whole number from 1, not '{rest.Current}'.");
}
