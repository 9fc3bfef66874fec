using System.Collections;
using System.Management.Automation.Language;
using ParkUp.Sandbox;

namespace ParkUp.PowerShell;

/// <summary>Offers the words that begin with the typed text. It sends no request, as completion must be immediate.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    /// <summary>The words without quotes.</summary>
    private protected abstract IEnumerable<string> Words { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Offer(wordToComplete, Words.Select(word => (Quote(word), word)));

    internal static IEnumerable<CompletionResult> Offer(string? wordToComplete, IEnumerable<(string Written, string Shown)> words)
    {
        var typed = wordToComplete?.Trim('\'', '"') ?? string.Empty;
        return words
            .Where(word => word.Shown.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(static word => new CompletionResult(word.Written, word.Shown, CompletionResultType.ParameterValue, word.Shown));
    }

    /// <summary>The word as an argument, in quotes unless the parser reads it as one word.</summary>
    private protected virtual string Quote(string word) => word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && word[0] is not '-'
        ? word
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(word)}'";
}

/// <summary>Offers the customers that this session has used, the latest first.</summary>
public sealed class RefIdCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => RunspaceSession.Current?.RecentCustomers.Latest() ?? [];
}

/// <summary>Offers the encodings of rosters.</summary>
public sealed class EncodingCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => RosterEncodings.CommonNames;
}

/// <summary>Offers a map for each field that a roster may hold.</summary>
public sealed class ColumnMapCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => Enum.GetNames<RosterField>().Select(static name => $"@{{ {name} = '' }}");

    private protected override string Quote(string word) => word;
}

/// <summary>Offers the faults and behaviours of the sandbox.</summary>
public sealed class SandboxFaultCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => SandboxSettings.FaultKinds.Select(static kind => kind + ":0.05").Concat(SandboxSettings.Behaviours);
}

/// <summary>Offers <c>$true</c> and <c>$false</c>, as for a bool.</summary>
public sealed class TrueFalseCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => ["$true", "$false"];

    private protected override string Quote(string word) => word;
}

/// <summary>Offers the usual delimiters; the tab by name, as it is invisible.</summary>
public sealed class DelimiterCompleter : IArgumentCompleter
{
    private static readonly (string Written, string Shown)[] Delimiters = [("','", ","), ("';'", ";"), ("\"`t\"", "`t (tab)"), ("'|'", "|")];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        WordCompleter.Offer(wordToComplete, Delimiters);
}
