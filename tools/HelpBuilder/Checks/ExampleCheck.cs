using System.Management.Automation;
using System.Management.Automation.Language;
using HelpBuilder.Commands;
using HelpBuilder.Output;
using HelpBuilder.Pages;

namespace HelpBuilder.Checks;

/// <summary>
/// Reads the code of every page as PowerShell would: an example that does not parse, or that gives a cmdlet of the
/// module a parameter that it does not have, is worse than none.
/// </summary>
internal sealed class ExampleCheck(IReadOnlyDictionary<string, CmdletModel> cmdlets, Problems problems)
{
    private const int MinExamples = 4;

    /// <summary>The tests run every example but those that a comment above the code declares so.</summary>
    private const string ParsedOnly = "parsed only: ";

    public void Check(PageFolder pages)
    {
        var documented = pages.Cmdlets.Select(static page => page.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var page in pages.Cmdlets)
        {
            if (page.Examples.Count < MinExamples)
            {
                problems.Add(page.File, 1, ProblemCodes.Example, $"The page has {page.Examples.Count} examples: {MinExamples} at least are needed.");
            }

            foreach (var example in page.Examples)
            {
                if (example.Title.Length > Layout.MaxTitleWidth)
                {
                    problems.Add(page.File, example.Code.Line, ProblemCodes.Example, $"The title has {example.Title.Length} characters: {Layout.MaxTitleWidth} at most.");
                }

                Check(page.File, example.Code, Layout.MaxExampleWidth, documented);
            }
        }

        foreach (var topic in pages.Topics)
        {
            foreach (var code in topic.Codes())
            {
                Check(topic.Page, code, Layout.MaxTopicCodeWidth, documented);
            }
        }
    }

    private void Check(string file, CodeBlock code, int width, HashSet<string> documented)
    {
        var lines = code.Code.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > width)
            {
                problems.Add(file, code.Line + 1 + i, ProblemCodes.Example, $"The line has {lines[i].Length} characters; over {width}, a console of 80 columns breaks it.");
            }
        }

        if (code.Declared.Length > 0 && !code.Declared.StartsWith(ParsedOnly, StringComparison.Ordinal))
        {
            problems.Add(file, code.Line, ProblemCodes.Example, $"'{code.Declared}' is no declaration: only '{ParsedOnly}<why>' is.");
        }

        if (code.Language is not "powershell")
        {
            return;
        }

        var script = Parser.ParseInput(code.Code, out _, out var errors);
        foreach (var error in errors)
        {
            problems.Add(file, code.Line + error.Extent.StartLineNumber, ProblemCodes.Example, $"The example does not parse: {error.Message}");
        }

        foreach (var command in script.FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            Check(file, code.Line, command, documented);
        }
    }

    private void Check(string file, int line, CommandAst command, HashSet<string> documented)
    {
        if (command.GetCommandName() is not { } name || !name.Contains("-ParkUp", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (!cmdlets.TryGetValue(name, out var cmdlet))
        {
            if (!documented.Contains(name))
            {
                problems.Add(file, line + command.Extent.StartLineNumber, ProblemCodes.Example, $"There is no cmdlet {name}.");
            }

            return;
        }

        foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
        {
            if (!cmdlet.Takes(parameter.ParameterName) && !Cmdlet.CommonParameters.Contains(parameter.ParameterName))
            {
                problems.Add(
                    file, line + parameter.Extent.StartLineNumber, ProblemCodes.Example, $"{cmdlet.Name} has no parameter -{parameter.ParameterName}.");
            }
        }
    }
}
