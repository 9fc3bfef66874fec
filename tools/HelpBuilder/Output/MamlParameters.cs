using System.Globalization;
using System.Xml.Linq;
using HelpBuilder.Checks;
using HelpBuilder.Commands;
using HelpBuilder.Pages;

namespace HelpBuilder.Output;

/// <summary>Writes the syntax and the parameters of a cmdlet, in the order of its page.</summary>
internal static class MamlParameters
{
    private static readonly XNamespace Maml = MamlNames.Maml;
    private static readonly XNamespace Command = MamlNames.Command;
    private static readonly XNamespace Dev = MamlNames.Dev;

    public static XElement Syntax(DocumentedCmdlet cmdlet) => new(
        Command + "syntax",
        cmdlet.Model.Syntaxes.Select(set => new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Model.Name),
            Write(cmdlet.Page, set.Parameters, inSyntax: true))));

    public static XElement Parameters(DocumentedCmdlet cmdlet) =>
        new(Command + "parameters", Write(cmdlet.Page, cmdlet.Model.Parameters, inSyntax: false));

    private static IEnumerable<XElement> Write(CmdletPage page, IReadOnlyDictionary<string, ParameterModel> parameters, bool inSyntax) =>
        page.Parameters
            .Where(text => parameters.ContainsKey(text.Name))
            .Select(text => Write(parameters[text.Name], text, inSyntax));

    private static XElement Write(ParameterModel parameter, ParameterText text, bool inSyntax) => new(
        Command + "parameter",
        new XAttribute("required", parameter.IsMandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.IsArray ? "true" : "false"),
        new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", PipelineInput(parameter)),
        new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : Aliases(parameter)),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "description", MamlText.Paragraphs(text.Blocks)),
        inSyntax && parameter.IsSwitch ? null : Value(parameter),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.DefaultValue ?? text.Default ?? "None"));

    /// <summary>The aliases as Get-Help shows them beside their label: what does not fit there goes on below.</summary>
    private static string Aliases(ParameterModel parameter) => string.Join(
        '\n' + new string(' ', Layout.ParameterValueIndent - (2 * Layout.TextIndent)),
        TextWrapper.Wrap(string.Join(", ", parameter.Aliases), Layout.Width - Layout.ParameterValueIndent));

    /// <summary>A switch needs no value. The syntax leaves it out, and so shows the name alone.</summary>
    private static XElement Value(ParameterModel parameter) => new(
        Command + "parameterValue",
        new XAttribute("required", parameter.IsSwitch ? "false" : "true"),
        new XAttribute("variableLength", parameter.IsArray ? "true" : "false"),
        parameter.TypeName);

    private static string PipelineInput(ParameterModel parameter) => (parameter.FromPipeline, parameter.FromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
