using System.Globalization;
using System.Management.Automation.Host;

namespace ParkUp.PowerShell.Tests;

/// <summary>A host that does nothing but lend its interface.</summary>
/// <param name="ui">What scripts print on and ask by; null where there is nobody.</param>
internal class SilentHost(PSHostUserInterface? ui) : PSHost
{
    /// <summary>What the person reads.</summary>
    public CultureInfo Language { get; init; } = CultureInfo.InvariantCulture;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => Language;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Tests";

    public override PSHostUserInterface? UI => ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => throw new NotSupportedException();
}
