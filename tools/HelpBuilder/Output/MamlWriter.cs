using System.Xml.Linq;
using HelpBuilder.Checks;
using HelpBuilder.Pages;

namespace HelpBuilder.Output;

/// <summary>Writes the help of the cmdlets as MAML.</summary>
internal sealed class MamlWriter(Uri? onlineBase, string culture)
{
    private static readonly XNamespace Maml = MamlNames.Maml;
    private static readonly XNamespace Command = MamlNames.Command;
    private static readonly XNamespace Dev = MamlNames.Dev;

    private readonly Wording _words = Wording.For(culture);

    public XDocument Write(IEnumerable<DocumentedCmdlet> cmdlets) => new(
        new XElement(
            MamlNames.Help + "helpItems",
            new XAttribute("schema", "maml"),
            cmdlets.Select(Write)));

    private XElement Write(DocumentedCmdlet cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "command", Command.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "dev", Dev.NamespaceName),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Model.Name),
            new XElement(Command + "verb", cmdlet.Model.Verb),
            new XElement(Command + "noun", cmdlet.Model.Noun),
            new XElement(Maml + "description", MamlText.Paragraph(cmdlet.Page.Synopsis))),
        new XElement(Maml + "description", MamlText.Paragraphs(cmdlet.Page.Description)),
        MamlParameters.Syntax(cmdlet),
        MamlParameters.Parameters(cmdlet),
        new XElement(Command + "inputTypes", cmdlet.Page.Inputs.Select(static type => Type("inputType", type))),
        new XElement(Command + "returnValues", cmdlet.Page.Outputs.Select(static type => Type("returnValue", type))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", MamlText.Paragraphs(cmdlet.Page.Notes))),
        new XElement(Command + "examples", cmdlet.Page.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", Links(cmdlet.Page)));

    private static XElement Type(string element, TypeText type) => new(
        Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        new XElement(Maml + "description", MamlText.Paragraphs(type.Blocks)));

    private XElement Example(ExampleText example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", Ruled(FormattableString.Invariant($" {_words.Example} {index + 1}: {example.Title} "))),
        new XElement(Dev + "code", example.Code.Code),
        // Get-Help sets the next title right below: the blank line is ours to give.
        new XElement(Dev + "remarks", MamlText.Paragraphs(example.Remarks), MamlText.Paragraph(string.Empty)));

    /// <summary>A title in the middle of a rule, as Get-Help shows those of the engine's own cmdlets.</summary>
    private static string Ruled(string title)
    {
        var left = Math.Max(Layout.MinRule, (Layout.Width - Layout.TextIndent - title.Length) / 2);
        return title.PadLeft(title.Length + left, '-').PadRight(title.Length + (2 * left), '-');
    }

    /// <summary>The first link is what Get-Help -Online opens. A page beside this one is found by its name.</summary>
    private IEnumerable<XElement> Links(CmdletPage page)
    {
        if (onlineBase is not null)
        {
            yield return Link(_words.OnlineVersion, new Uri(onlineBase, $"{culture}/{page.Name}.md").AbsoluteUri);
        }

        foreach (var link in page.RelatedLinks)
        {
            yield return Link(link.Text, link.Target.EndsWith(".md", StringComparison.Ordinal) ? string.Empty : link.Target);
        }
    }

    private static XElement Link(string text, string address) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", text),
        new XElement(Maml + "uri", address));
}
