using System.Diagnostics;
using System.Management.Automation.Language;

namespace ParkUp.Bench;

/// <summary>What a script that uses the module waits for before its first answer, over what any script waits for.</summary>
internal sealed class ColdStartMeasure : IMeasure
{
    // Both do something, so that the engine has started in earnest.
    private const string Nothing = "'Created'";

    public string Name => "cold";

    public string Description => "a new process with Import-Module and a first call against the sandbox in memory, over one that only opens the engine";

    private static string FirstCall =>
        $"""
        $ErrorActionPreference = 'Stop'
        Import-Module '{CodeGeneration.EscapeSingleQuotedStringContent(StagedModule.ManifestPath)}'
        Connect-ParkUp -Sandbox
        (New-ParkUpCustomer -RefId A1 -Email a@example.com -Phone 56911111111 -Code O1 -Plate JPKJ21).Outcome
        """;

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context) =>
    [
        await CompareAsync(context, "pwsh", static script => Pwsh.StartInfo("-Command", script), Target.DifferenceAtMost(150)),
        await CompareAsync(context, "the hosted engine", Child.ColdStartInfo, target: null),
    ];

    private static async Task<Figure> CompareAsync(BenchContext context, string host, Func<string, ProcessStartInfo> start, Target? target)
    {
        var series = await Contest.RunAsync(
            context,
            [
                new Contender("import and first call", _ => RunAsync(start(FirstCall))),
                new Contender("engine alone", _ => RunAsync(start(Nothing))),
            ]);
        return new Figure
        {
            Measure = $"cold: import and first call in {host}, over opening the engine",
            Unit = "ms",
            Module = series[0],
            Reference = series[1],
            Target = target,
        };
    }

    private static async Task<double> RunAsync(ProcessStartInfo start)
    {
        var ended = await ChildProcess.RunAsync(start);
        return string.Equals(ended.Output, "Created", StringComparison.Ordinal)
            ? ended.Lifetime.TotalMilliseconds
            : throw new BenchException($"The child said '{ended.Output}'.");
    }
}
