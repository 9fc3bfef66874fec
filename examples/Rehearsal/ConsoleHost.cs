using System.Globalization;
using System.Management.Automation.Host;

namespace ParkUp.Rehearsal;

/// <summary>The host that the engine talks to: this console.</summary>
internal sealed class ConsoleHost : PSHost
{
    /// <summary>The code of <c>exit n</c>; null while nothing asked to exit.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "ParkUp rehearsal";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI { get; } = new ConsoleInterface();

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
