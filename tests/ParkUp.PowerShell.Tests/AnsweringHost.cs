using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace ParkUp.PowerShell.Tests;

/// <summary>A person at the prompt, who answers what they are asked in turn, and remembers the questions.</summary>
internal sealed class AnsweringHost : SilentHost
{
    private readonly Person _person;

    /// <param name="answers">The labels of the choices to take, without the ampersand: Yes, Yes to All, No, No to All.</param>
    public AnsweringHost(params string[] answers)
        : this(new Person(answers))
    {
    }

    private AnsweringHost(Person person)
        : base(person) => _person = person;

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<string> Asked => _person.Asked;

    private sealed class Person(string[] answers) : SilentInterface
    {
        public List<string> Asked { get; } = [];

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            var answer = answers[Asked.Count];
            Asked.Add(message);
            return Enumerable.Range(0, choices.Count).First(i => string.Equals(choices[i].Label.Replace("&", "", StringComparison.Ordinal), answer, StringComparison.Ordinal));
        }
    }
}
