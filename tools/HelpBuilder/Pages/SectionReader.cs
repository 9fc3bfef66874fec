using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace HelpBuilder.Pages;

/// <summary>Reads a page into the tree of its headings.</summary>
internal sealed class SectionReader
{
    private const string CommentStart = "<!--";
    private const string CommentEnd = "-->";

    private readonly string _file;
    private readonly Problems _problems;
    private readonly InlineText _inlines;
    private (string Text, int Line)? _declared;

    public SectionReader(string file, Problems problems)
    {
        _file = file;
        _problems = problems;
        _inlines = new InlineText(file, problems);
    }

    /// <summary>The title's section; null where the page does not begin with its title.</summary>
    public Section? Read()
    {
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();
        var document = Markdown.Parse(File.ReadAllText(_file), pipeline);
        var open = new Stack<Section>();
        Section? root = null;
        foreach (var block in document)
        {
            var line = block.Line + 1;
            if (block is HtmlBlock { Type: HtmlBlockType.Comment } comment)
            {
                CheckDeclared();
                _declared = (comment.Lines.ToString().Trim()[CommentStart.Length..].Replace(CommentEnd, string.Empty, StringComparison.Ordinal).Trim(), line);
                continue;
            }

            if (block is not FencedCodeBlock)
            {
                CheckDeclared();
            }

            if (block is HeadingBlock heading)
            {
                var section = new Section(_inlines.Read(heading), heading.Level, line);
                while (open.TryPeek(out var last) && last.Level >= section.Level)
                {
                    open.Pop();
                }

                if (open.TryPeek(out var parent))
                {
                    parent.Children.Add(section);
                }
                else if (root is null && section.Level == 1)
                {
                    root = section;
                }
                else
                {
                    _problems.Add(_file, line, ProblemCodes.Section, "A page has one title, of level 1, and begins with it.");
                }

                open.Push(section);
            }
            else if (open.TryPeek(out var section))
            {
                if (ReadBlock(block, section.Links) is { } text)
                {
                    section.Blocks.Add(text);
                }
            }
            else
            {
                _problems.Add(_file, line, ProblemCodes.Section, "A page begins with its title.");
            }
        }

        CheckDeclared();
        return root;
    }

    /// <summary>A comment speaks of the code right below it.</summary>
    private void CheckDeclared()
    {
        if (_declared is { Line: var line })
        {
            _problems.Add(_file, line, ProblemCodes.Markdown, "A comment stands right above the code that it speaks of.");
            _declared = null;
        }
    }

    private string TakeDeclared()
    {
        var text = _declared?.Text ?? string.Empty;
        _declared = null;
        return text;
    }

    private TextBlock? ReadBlock(Block block, List<PageLink> links)
    {
        var line = block.Line + 1;
        switch (block)
        {
            case ParagraphBlock paragraph:
                return new Paragraph(_inlines.Read(paragraph, links), line);
            case FencedCodeBlock code:
                return new CodeBlock(code.Lines.ToString(), code.Info ?? string.Empty, line) { Declared = TakeDeclared() };
            case ListBlock { IsOrdered: false } list:
                return new BulletList([.. list.Cast<ListItemBlock>().Select(item => ReadItem(item, links))], line);
            case Table table:
                return new TextTable([.. table.Cast<TableRow>().Select(row => ReadRow(row, links))], line);
            default:
                _problems.Add(_file, line, ProblemCodes.Markdown, $"Plain help cannot show a {block.GetType().Name}.");
                return null;
        }
    }

    private string ReadItem(ListItemBlock item, List<PageLink> links)
    {
        if (item is [ParagraphBlock only])
        {
            return _inlines.Read(only, links);
        }

        _problems.Add(_file, item.Line + 1, ProblemCodes.Markdown, "An item of a list is one paragraph in plain help.");
        return string.Empty;
    }

    private IReadOnlyList<string> ReadRow(TableRow row, List<PageLink> links) =>
        [.. row.Cast<TableCell>().Select(cell => string.Join(' ', cell.OfType<ParagraphBlock>().Select(text => _inlines.Read(text, links))))];
}
