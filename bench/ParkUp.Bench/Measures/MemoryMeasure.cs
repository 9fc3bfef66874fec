using System.Globalization;

namespace ParkUp.Bench;

/// <summary>Whether memory is bounded by the window and not by the input: a hundred times the rows, each in a new process.</summary>
internal sealed class MemoryMeasure : IMeasure
{
    private const double Mega = 1_000_000;

    // A run is a million rows, and its figure hardly differs from one to the next.
    private const int MostRounds = 3;

    public string Name => "memory";

    public string Description => "peak memory of 1,000,000 rows, streamed, against 10,000; a new process each, three rounds";

    public async Task<IReadOnlyList<Figure>> RunAsync(BenchContext context)
    {
        context = context with { Rounds = Math.Min(context.Rounds, MostRounds) };
        List<double> heapOfMany = [];
        List<double> heapOfFew = [];
        var series = await Contest.RunAsync(
            context,
            [
                new Contender("1,000,000 rows", round => RunAsync(new Roster(customers: 20_000, tagsEach: 50), round, heapOfMany)),
                new Contender("10,000 rows", round => RunAsync(new Roster(customers: 200, tagsEach: 50), round, heapOfFew)),
            ],
            warmUps: 0);
        return
        [
            new Figure
            {
                Measure = "memory: peak working set of 1,000,000 rows",
                Unit = "MB",
                Digits = 1,
                Module = series[0],
                Reference = series[1],
                Target = Target.DifferenceAtMost(30),
            },
            new Figure
            {
                Measure = "memory: peak of the managed heap, sampled",
                Unit = "MB",
                Digits = 1,
                Module = new Series("1,000,000 rows", heapOfMany),
                Reference = new Series("10,000 rows", heapOfFew),
            },
        ];
    }

    private static async Task<double> RunAsync(Roster roster, int round, List<double> heap)
    {
        // A server of its own: a million tags of every round in one would make it slow.
        var run = RunCodes.Of('M', round);
        await using var sandbox = await SandboxProcess.StartAsync(TimeSpan.Zero, roster);
        var child = await ChildProcess.RunAsync(Child.MemoryStartInfo(sandbox, roster, run));
        await sandbox.RequireAsync(roster, (run, roster.Count));
        if (child.Output.Split(' ') is not [var workingSet, var peakOfHeap])
        {
            throw new BenchException($"The child said '{child.Output}'.");
        }

        heap.Add(long.Parse(peakOfHeap, CultureInfo.InvariantCulture) / Mega);
        return long.Parse(workingSet, CultureInfo.InvariantCulture) / Mega;
    }
}
