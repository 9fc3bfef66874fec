using HelpBuilder.Checks;
using HelpBuilder.Commands;
using HelpBuilder.Output;
using HelpBuilder.Pages;

namespace HelpBuilder;

/// <summary>One run over all cultures: everything is read and checked before anything is written.</summary>
internal static class HelpBuild
{
    /// <summary>Writes the help. Where something is wrong, nothing is written, and all that is wrong comes back.</summary>
    public static IReadOnlyList<Problem> Run(Options options)
    {
        var problems = new Problems();
        var cmdlets = CmdletReader.Read(options.Assembly);
        var errors = new ErrorIdCheck(cmdlets, ErrorIdReader.Read(options.Assembly), problems);
        List<CultureHelp> cultures = [];
        PageFolder? original = null;
        foreach (var folder in options.Pages)
        {
            var pages = PageFolder.Read(folder, problems);
            var matches = new PageCheck(cmdlets, problems).Match(pages);
            new ExampleCheck(cmdlets, problems).Check(pages);
            new LinkCheck(folder, problems).Check(pages);
            errors.Check(pages);
            if (original is null)
            {
                original = pages;
            }
            else
            {
                new TranslationCheck(original, errors, problems).Check(pages);
            }

            var words = Wording.For(pages.Culture);
            cultures.Add(new CultureHelp(
                pages.Culture,
                matches,
                [.. pages.Topics.Select(topic => (topic.Name, new AboutWriter(topic.Page, words, problems).Write(topic)))]));
        }

        if (!problems.Any)
        {
            foreach (var culture in cultures)
            {
                Write(options, culture);
            }
        }

        return [.. problems.InOrder()];
    }

    private static void Write(Options options, CultureHelp help)
    {
        var files = new HelpFiles(options.Output, help.Culture);
        files.WriteMaml(options.Assembly, new MamlWriter(options.OnlineBase, help.Culture).Write(help.Cmdlets));
        foreach (var (name, text) in help.Topics)
        {
            files.WriteTopic(name, text);
        }
    }

    private sealed record CultureHelp(string Culture, IReadOnlyList<DocumentedCmdlet> Cmdlets, IReadOnlyList<(string Name, string Text)> Topics);
}
