namespace HelpBuilder;

/// <summary>
/// Writes the module's help from its pages and its assembly. Exits with 1 where the two disagree, and says where in
/// the form in which MSBuild reads errors.
/// </summary>
internal static class Program
{
    private const int Done = 0;
    private const int Disagreement = 1;
    private const int Misuse = 2;

    public static int Main(string[] args)
    {
        if (!Options.TryParse(args, out var options, out var fault))
        {
            Console.Error.WriteLine($"HelpBuilder : error HELP000: {fault}");
            Console.Error.WriteLine(Options.Usage);
            return Misuse;
        }

        var problems = HelpBuild.Run(options);
        foreach (var problem in problems)
        {
            Console.Error.WriteLine(problem);
        }

        return problems.Count == 0 ? Done : Disagreement;
    }
}
