using System.Xml.Linq;
using HelpBuilder.Pages;

namespace HelpBuilder.Output;

/// <summary>Writes running text as MAML.</summary>
internal static class MamlText
{
    private const string Bullet = "- ";

    // What fits into 80 columns where Get-Help sets descriptions in the most.
    private const int Width = Layout.Width - (2 * Layout.TextIndent);

    /// <summary>
    /// One paragraph for each block. It is broken into lines here: Get-Help breaks longer ones by itself, but in the middle
    /// of words, and it has no hanging indent.
    /// </summary>
    public static IEnumerable<XElement> Paragraphs(IEnumerable<TextBlock> blocks) => blocks.SelectMany(Texts).Select(Paragraph);

    public static XElement Paragraph(string text) => new(MamlNames.Maml + "para", text);

    private static IEnumerable<string> Item(string item) =>
        TextWrapper.Wrap(item, Width - Bullet.Length)
            .Select(static (line, number) => (number == 0 ? Bullet : "  ") + line);

    private static IEnumerable<string> Texts(TextBlock block) => block switch
    {
        Paragraph paragraph => [string.Join('\n', TextWrapper.Wrap(paragraph.Text, Width))],
        BulletList list => [string.Join('\n', list.Items.SelectMany(Item))],
        CodeBlock code => [code.Code],
        TextTable table => TableLayout.Lines(table.Rows, Width) is { } lines
            ? [string.Join('\n', lines)]
            : table.Rows.Select(static row => string.Join(": ", row)),
        _ => [],
    };
}
