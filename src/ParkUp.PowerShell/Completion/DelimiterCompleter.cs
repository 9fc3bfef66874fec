using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ParkUp.PowerShell;

/// <summary>Offers what usually parts the cells of a roster, by its name where it cannot be seen.</summary>
public sealed class DelimiterCompleter : IArgumentCompleter
{
    private static readonly (string Written, string Shown)[] Delimiters = [("','", ","), ("';'", ";"), ("\"`t\"", "`t (tab)"), ("'|'", "|")];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete?.Trim('\'', '"') ?? string.Empty;
        return Delimiters
            .Where(delimiter => delimiter.Shown.StartsWith(typed, StringComparison.Ordinal))
            .Select(static delimiter => new CompletionResult(delimiter.Written, delimiter.Shown, CompletionResultType.ParameterValue, delimiter.Shown));
    }
}
