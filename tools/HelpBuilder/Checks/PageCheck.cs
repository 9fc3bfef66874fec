using HelpBuilder.Commands;
using HelpBuilder.Pages;

namespace HelpBuilder.Checks;

/// <summary>A cmdlet and its page, which agree.</summary>
internal sealed record DocumentedCmdlet(CmdletModel Model, CmdletPage Page);

/// <summary>Holds the pages against the assembly.</summary>
internal sealed class PageCheck(IReadOnlyDictionary<string, CmdletModel> cmdlets, Problems problems)
{
    /// <summary>Brings each cmdlet together with its page, and reports where they differ.</summary>
    public IReadOnlyList<DocumentedCmdlet> Match(PageFolder pages)
    {
        foreach (var name in cmdlets.Keys.Where(name => !pages.Cmdlets.Any(page => IsOf(page, name))))
        {
            problems.Add(Path.Combine(pages.Path, name + ".md"), 1, ProblemCodes.NoPage, $"{name} has no page.");
        }

        List<DocumentedCmdlet> matches = [];
        foreach (var page in pages.Cmdlets)
        {
            if (cmdlets.TryGetValue(page.Name, out var cmdlet))
            {
                Compare(page, cmdlet);
                matches.Add(new DocumentedCmdlet(cmdlet, page));
            }
            else
            {
                problems.Add(page.File, 1, ProblemCodes.NoCmdlet, $"The assembly has no cmdlet {page.Name}.");
            }
        }

        return matches;
    }

    private void Compare(CmdletPage page, CmdletModel cmdlet)
    {
        foreach (var missing in cmdlet.Parameters.Keys.Where(name => !page.Parameters.Any(text => Same(text.Name, name))))
        {
            problems.Add(page.File, page.ParametersLine, ProblemCodes.UndocumentedParameter, $"{page.Name} -{missing} is not documented.");
        }

        foreach (var text in page.Parameters)
        {
            if (!cmdlet.Parameters.TryGetValue(text.Name, out var parameter))
            {
                problems.Add(page.File, text.Line, ProblemCodes.UnknownParameter, $"{page.Name} has no parameter -{text.Name}.");
            }
            else if (!parameter.Aliases.ToHashSet(StringComparer.Ordinal).SetEquals(text.Aliases))
            {
                problems.Add(page.File, text.Line, ProblemCodes.Aliases, parameter.Aliases.Count == 0
                    ? $"-{text.Name} has no aliases."
                    : $"The page does not say of -{text.Name}: 'Aliases: {string.Join(", ", parameter.Aliases)}.'");
            }
            else if (text.Default is not null && parameter.DefaultValue is { } known)
            {
                problems.Add(page.File, text.Line, ProblemCodes.Default, $"The default of -{text.Name} comes from the assembly ({known}): the page must not state one.");
            }
        }

        foreach (var twice in page.Parameters.GroupBy(static text => text.Name, StringComparer.OrdinalIgnoreCase).Where(static same => same.Count() > 1))
        {
            problems.Add(page.File, twice.Last().Line, ProblemCodes.UnknownParameter, $"-{twice.Key} is documented twice.");
        }

        var stated = page.Outputs.Select(static type => type.Name).ToHashSet(StringComparer.Ordinal);
        if (!stated.SetEquals(cmdlet.OutputTypes.DefaultIfEmpty("None")))
        {
            problems.Add(
                page.File, page.OutputsLine, ProblemCodes.Outputs, $"The outputs of {page.Name} are {string.Join(", ", cmdlet.OutputTypes.DefaultIfEmpty("None"))}.");
        }
    }

    private static bool IsOf(CmdletPage page, string name) => Same(page.Name, name);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
