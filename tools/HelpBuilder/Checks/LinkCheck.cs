using HelpBuilder.Pages;

namespace HelpBuilder.Checks;

/// <summary>Sees to it that links between the pages lead somewhere.</summary>
internal sealed class LinkCheck(string folder, Problems problems)
{
    public void Check(PageFolder pages)
    {
        foreach (var page in pages.Cmdlets)
        {
            Check(page.File, page.Links);
        }

        foreach (var topic in pages.Topics)
        {
            Check(topic.Page, topic.Sections().SelectMany(static section => section.Links));
        }
    }

    private void Check(string file, IEnumerable<PageLink> links)
    {
        foreach (var link in links.Where(link => !IsAddress(link.Target) && !File.Exists(Path.Combine(folder, link.Target))))
        {
            problems.Add(file, link.Line, ProblemCodes.Link, $"'{link.Target}' is no page, and no https address.");
        }
    }

    private static bool IsAddress(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var address) && string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);
}
