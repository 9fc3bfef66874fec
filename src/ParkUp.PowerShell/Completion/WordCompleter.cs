using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ParkUp.PowerShell;

/// <summary>Offers the words that begin as what was typed does. Nothing here ever waits: a person is typing.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <summary>The words, as they read; they are quoted where the language wants it.</summary>
    private protected abstract IEnumerable<string> Words { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete?.Trim('\'', '"') ?? string.Empty;
        return Words
            .Where(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(static word => new CompletionResult(Quoted(word), word, CompletionResultType.ParameterValue, word));
    }

    /// <summary>As an argument is written: bare where it is one word and nothing else to the parser.</summary>
    private static string Quoted(string word) => word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && word[0] is not '-'
        ? word
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
}
