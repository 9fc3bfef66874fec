namespace ParkUp.Bench;

/// <summary>Runs the measures that were asked for, and shows what they found.</summary>
internal static class Runner
{
    private const int Measured = 0;
    private const int RoundFailed = 1;
    private const int BadArguments = 2;

    private static readonly IReadOnlyList<IMeasure> All =
    [
        new BulkMeasure(),
        new PaceMeasure(),
        new QueueMeasure(),
        new RateLimitMeasure(),
        new LatencyMeasure(),
        RateMeasure.Requests,
        RateMeasure.Batches,
        new CostMeasure(),
        new ColdStartMeasure(),
        new MemoryMeasure(),
        new StopMeasure(),
        new PlanMeasure(),
        new CompareMeasure(),
        new PlanMemoryMeasure(),
    ];

    public static async Task<int> RunAsync(string[] arguments)
    {
        BenchOptions options;
        try
        {
            options = BenchOptions.Parse(arguments, All);
        }
        catch (FormatException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            await Console.Error.WriteLineAsync(BenchOptions.Usage(All));
            return BadArguments;
        }

        if (options.ShowHelp)
        {
            Console.WriteLine(BenchOptions.Usage(All));
            return Measured;
        }

        return await MeasureAsync(options);
    }

    private static async Task<int> MeasureAsync(BenchOptions options)
    {
        List<Figure> figures = [];
        List<string> failures = [];
        var machine = Machine.Describe();
        Console.WriteLine(machine);
        Console.WriteLine();
        try
        {
            StagedModule.RequireRelease();
        }
        catch (BenchException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return RoundFailed;
        }

        foreach (var measure in All.Where(measure => options.Wants(measure.Name)))
        {
            var context = new BenchContext(measure.Name, options.Rounds);
            context.Say(measure.Description);
            try
            {
                figures.AddRange(await measure.RunAsync(context));
            }
            catch (BenchException fault)
            {
                // A figure from a failed round would be worthless: there is none.
                failures.Add($"{measure.Name}: {fault.Message}");
                context.Say("FAILED: " + fault.Message);
            }
        }

        Console.WriteLine(Table.Of(figures));
        Console.WriteLine("Measured in the engine hosted by this program, and where it says so in " + Pwsh.Version + ".");
        foreach (var failure in failures)
        {
            Console.WriteLine("FAILED, and not measured: " + failure);
        }

        await JsonReport.WriteAsync(options.JsonPath, machine, options.Rounds, figures, failures);
        Console.WriteLine("All rounds: " + options.JsonPath);
        return failures.Count == 0 ? Measured : RoundFailed;
    }
}
