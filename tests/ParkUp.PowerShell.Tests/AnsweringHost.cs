using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ParkUp.PowerShell.Tests;

/// <summary>A person at the prompt, who answers what they are asked in turn, and remembers the questions.</summary>
/// <param name="answers">The labels of the choices to take, without the ampersand: Yes, Yes to All, No, No to All.</param>
internal sealed class AnsweringHost(params string[] answers) : PSHost
{
    private readonly PersonInterface _person = new(answers);

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<string> Asked => _person.Asked;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <summary>What the person reads.</summary>
    public CultureInfo Language { get; init; } = CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => Language;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Tests";

    public override PSHostUserInterface UI => _person;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class PersonInterface(string[] answers) : PSHostUserInterface
    {
        public List<string> Asked { get; } = [];

        public override PSHostRawUserInterface? RawUI => null;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            var answer = answers[Asked.Count];
            Asked.Add(message);
            return Enumerable.Range(0, choices.Count).First(i => string.Equals(choices[i].Label.Replace("&", "", StringComparison.Ordinal), answer, StringComparison.Ordinal));
        }

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
        {
        }

        public override void Write(string value)
        {
        }

        public override void WriteDebugLine(string message)
        {
        }

        public override void WriteErrorLine(string value)
        {
        }

        public override void WriteLine(string value)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message)
        {
        }

        public override void WriteWarningLine(string message)
        {
        }
    }
}
