using System.Xml.Linq;
using HelpBuilder.Pages;

namespace HelpBuilder.Output;

/// <summary>Writes running text as MAML.</summary>
internal static class MamlText
{
    private const string Bullet = "- ";

    /// <summary>
    /// One paragraph for each block. Get-Help breaks running text to the console's width by itself, but knows of no
    /// hanging indent: a list is broken here, to what fits where descriptions are set in the most.
    /// </summary>
    public static IEnumerable<XElement> Paragraphs(IEnumerable<TextBlock> blocks) => blocks.SelectMany(Texts).Select(Paragraph);

    public static XElement Paragraph(string text) => new(MamlNames.Maml + "para", text);

    private static IEnumerable<string> Item(string item) =>
        TextWrapper.Wrap(item, Layout.Width - (2 * Layout.TextIndent) - Bullet.Length)
            .Select(static (line, number) => (number == 0 ? Bullet : "  ") + line);

    private static IEnumerable<string> Texts(TextBlock block) => block switch
    {
        Paragraph paragraph => [paragraph.Text],
        BulletList list => [string.Join('\n', list.Items.SelectMany(Item))],
        CodeBlock code => [code.Code],
        TextTable table => TableLayout.Lines(table.Rows, Layout.Width - Layout.TextIndent) is { } lines
            ? [string.Join('\n', lines)]
            : table.Rows.Select(static row => string.Join(": ", row)),
        _ => [],
    };
}
