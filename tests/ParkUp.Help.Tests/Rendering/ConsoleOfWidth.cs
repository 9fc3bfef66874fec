using System.Globalization;
using System.Management.Automation.Host;

namespace ParkUp.Help.Tests.Rendering;

/// <summary>A console of so many columns and a language, which keeps what is printed on it.</summary>
internal sealed class ConsoleOfWidth(int width, string language) : PSHost
{
    private readonly PrintedPaper _paper = new(width);

    public string Printed => _paper.Text;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.GetCultureInfo(language);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Rendering";

    public override PSHostUserInterface UI => _paper;

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
}
