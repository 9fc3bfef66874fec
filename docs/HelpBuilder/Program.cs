using HelpBuilder.Checks;
using HelpBuilder.Commands;
using HelpBuilder.Output;
using HelpBuilder.Pages;

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

        var problems = new Problems();
        var cmdlets = CmdletReader.Read(options.Assembly);
        var pages = PageFolder.Read(options.Pages, problems);
        var matches = new PageCheck(cmdlets, problems).Match(pages);
        new ExampleCheck(cmdlets, problems).Check(pages);
        new LinkCheck(options.Pages, problems).Check(pages);
        var topics = pages.Topics.Select(topic => (topic.Name, Text: new AboutWriter(topic.Page, problems).Write(topic))).ToList();
        if (problems.Any)
        {
            foreach (var problem in problems.InOrder())
            {
                Console.Error.WriteLine(problem);
            }

            return Disagreement;
        }

        var files = new HelpFiles(options.Output, options.Culture);
        files.WriteMaml(options.Assembly, new MamlWriter(options.OnlineBase).Write(matches));
        foreach (var (name, text) in topics)
        {
            files.WriteTopic(name, text);
        }

        return Done;
    }
}
