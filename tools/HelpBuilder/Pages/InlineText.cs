using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace HelpBuilder.Pages;

/// <summary>Turns the inside of a paragraph into plain text: help shows neither emphasis nor code marks.</summary>
internal sealed class InlineText(string file, Problems problems)
{
    /// <summary>The text of a paragraph, a heading or a cell.</summary>
    public string Read(LeafBlock block, ICollection<PageLink>? links = null)
    {
        var text = new StringBuilder();
        if (block.Inline is { } inlines)
        {
            Append(inlines, text, links);
        }

        return text.ToString().Trim();
    }

    private void Append(ContainerInline container, StringBuilder text, ICollection<PageLink>? links)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case AutolinkInline address:
                    text.Append(address.Url);
                    links?.Add(new PageLink(address.Url, address.Url, address.Line + 1));
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LinkInline { IsImage: false } link:
                    var start = text.Length;
                    Append(link, text, links);
                    links?.Add(new PageLink(text.ToString(start, text.Length - start), link.Url ?? string.Empty, link.Line + 1));
                    break;
                case EmphasisInline emphasis:
                    Append(emphasis, text, links);
                    break;
                default:
                    problems.Add(file, inline.Line + 1, ProblemCodes.Markdown, $"Plain help cannot show a {inline.GetType().Name}; put '<' and '>' into code marks.");
                    break;
            }
        }
    }
}
