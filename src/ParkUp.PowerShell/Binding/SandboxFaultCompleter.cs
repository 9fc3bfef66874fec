using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ParkUp.Sandbox;

namespace ParkUp.PowerShell;

/// <summary>Offers the faults and the open answers that the sandbox can play.</summary>
public sealed class SandboxFaultCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete?.Trim('\'', '"') ?? string.Empty;
        return SandboxSettings.FaultKinds.Select(static kind => kind + ":0.05")
            .Concat(SandboxSettings.Behaviours)
            .Where(text => text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(static text => new CompletionResult($"'{text}'", text, CompletionResultType.ParameterValue, text));
    }
}
