using System.Globalization;
using System.Management.Automation.Host;

namespace ParkUp.Examples.Tests;

/// <summary>A host where nobody answers, and that keeps the exit code.</summary>
internal sealed class ScriptHost : PSHost
{
    /// <summary>What the script exited with; null where it did not.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Scripts";

    public override PSHostUserInterface? UI => null;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
