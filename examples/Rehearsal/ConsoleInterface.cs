using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace ParkUp.Rehearsal;

/// <summary>Writes to the console, and asks on it. It never asks for a secret.</summary>
internal sealed class ConsoleInterface : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new ConsoleSurface();

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    public override void Write(string value) => Console.Out.Write(Shown(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Console.Out.WriteLine(Shown(value));

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteDebugLine(string message) => Console.Out.WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => Console.Out.WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => Console.Out.WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // A rehearsal is read from top to bottom: a bar that redraws itself would only be in the way.
    }

    public override string ReadLine() => Console.ReadLine() ?? string.Empty;

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Console.Out.WriteLine(caption);
        Console.Out.WriteLine(message);
        while (true)
        {
            Console.Out.Write(string.Join("  ", choices.Where(CanBeChosen).Select(static choice => $"[{Key(choice)}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}")) + $" (default is \"{Key(choices[defaultChoice])}\"): ");
            var answer = (Console.ReadLine() ?? throw new NotSupportedException("Nobody is there to answer.")).Trim();
            if (answer.Length == 0)
            {
                return defaultChoice;
            }

            var chosen = choices.ToList().FindIndex(choice => string.Equals(Key(choice), answer, StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0 && CanBeChosen(choices[chosen]))
            {
                return chosen;
            }
        }
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(
            static field => field.Name,
            static field =>
            {
                Console.Out.Write(field.Name + ": ");
                return PSObject.AsPSObject(Console.ReadLine() ?? string.Empty);
            },
            StringComparer.OrdinalIgnoreCase);

    public override SecureString ReadLineAsSecureString() => throw NoSecrets();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NoSecrets();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NoSecrets();

    /// <summary>A file or a pipe has no colour: there the escapes would only be in the way.</summary>
    private static string Shown(string value) =>
        Console.IsOutputRedirected ? new StringDecorated(value).ToString(OutputRendering.PlainText) : value;

    /// <summary>Suspending would open a prompt within the prompt, which this host has not.</summary>
    private static bool CanBeChosen(ChoiceDescription choice) => !string.Equals(Key(choice), "S", StringComparison.Ordinal);

    /// <summary>The letter after the ampersand.</summary>
    private static string Key(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return choice.Label.Substring(mark + 1, 1).ToUpperInvariant();
    }

    private static NotSupportedException NoSecrets() => new("This host asks for no secrets: use -Sandbox, or PARKUP_TOKEN.");
}
