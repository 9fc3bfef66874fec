using System.Text;
using HelpBuilder.Pages;

namespace HelpBuilder.Output;

/// <summary>
/// Writes an about_ topic as plain text. Get-Help takes the fifth line for its synopsis, so the short description
/// must fit there.
/// </summary>
internal sealed class AboutWriter(string file, Wording words, Problems problems)
{
    private const string Short = "Short description";

    private readonly StringBuilder _text = new();

    public string Write(TopicPage topic)
    {
        Line(0, words.Topic);
        Line(Layout.TextIndent, topic.Name);
        CheckShort(topic.Root);
        foreach (var section in topic.Root.Children)
        {
            _text.Append('\n');
            Line(0, words.Heading(section.Title).ToUpperInvariant());
            Blocks(section);
            foreach (var part in section.Children)
            {
                _text.Append('\n');
                Line(Layout.TextIndent / 2, part.Title);
                Blocks(part);
            }
        }

        return _text.ToString();
    }

    private void CheckShort(Section root)
    {
        if (root.Children is not [{ Title: Short, Blocks: [Paragraph { Text.Length: <= Layout.Width - Layout.TextIndent }] }, ..])
        {
            problems.Add(file, root.Line, ProblemCodes.Section, $"A topic begins with '{Short}', which is one paragraph of {Layout.Width - Layout.TextIndent} characters at most.");
        }
    }

    private void Blocks(Section section)
    {
        var first = true;
        foreach (var block in section.Blocks)
        {
            if (!first)
            {
                _text.Append('\n');
            }

            first = false;
            Block(block);
        }
    }

    private void Block(TextBlock block)
    {
        const int Width = Layout.Width - Layout.TextIndent;
        switch (block)
        {
            case Paragraph paragraph:
                Lines(Layout.TextIndent, TextWrapper.Wrap(paragraph.Text, Width));
                break;
            case BulletList list:
                foreach (var item in list.Items)
                {
                    var lines = TextWrapper.Wrap(item, Width - 2);
                    Lines(Layout.TextIndent, lines.Select(static (line, number) => (number == 0 ? "- " : "  ") + line));
                }

                break;
            case CodeBlock code:
                Lines(Layout.CodeIndent, code.Code.Split('\n'));
                break;
            case TextTable table when TableLayout.Lines(table.Rows, Width) is { } lines:
                Lines(Layout.TextIndent, lines);
                break;
            default:
                problems.Add(file, block.Line, ProblemCodes.Markdown, "The table is too wide for plain help: its last column has no room.");
                break;
        }
    }

    private void Lines(int indent, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(indent, line);
        }
    }

    private void Line(int indent, string text) => _text.Append((new string(' ', indent) + text).TrimEnd()).Append('\n');
}
