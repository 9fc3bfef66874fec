namespace HelpBuilder.Pages;

/// <summary>All pages of one culture.</summary>
internal sealed record PageFolder(string Path, IReadOnlyList<CmdletPage> Cmdlets, IReadOnlyList<TopicPage> Topics)
{
    private const string TopicMark = "about_";

    /// <summary>The culture that the pages are written for: the name of their folder.</summary>
    public string Culture => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    public static PageFolder Read(string folder, Problems problems)
    {
        List<CmdletPage> cmdlets = [];
        List<TopicPage> topics = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            if (new SectionReader(file, problems).Read() is not { } root)
            {
                problems.Add(file, 1, ProblemCodes.Section, "The page has no title.");
            }
            else if (System.IO.Path.GetFileName(file).StartsWith(TopicMark, StringComparison.Ordinal))
            {
                topics.Add(new TopicPage(file, root));
            }
            else
            {
                cmdlets.Add(new CmdletPageReader(file, problems).Read(root));
            }
        }

        return new PageFolder(folder, cmdlets, topics);
    }
}
