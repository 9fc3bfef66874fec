using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ParkUp.PowerShell;

/// <summary>Offers <c>$true</c> and <c>$false</c>, as the engine does for a bool.</summary>
public sealed class TrueFalseCompleter : IArgumentCompleter
{
    private static readonly string[] Words = ["$true", "$false"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Words
            .Where(word => word.StartsWith(wordToComplete ?? string.Empty, StringComparison.OrdinalIgnoreCase))
            .Select(static word => new CompletionResult(word));
}
