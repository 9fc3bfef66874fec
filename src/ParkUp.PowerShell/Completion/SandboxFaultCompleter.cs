using ParkUp.Sandbox;

namespace ParkUp.PowerShell;

/// <summary>Offers the faults and the open answers that the sandbox can play.</summary>
public sealed class SandboxFaultCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words => SandboxSettings.FaultKinds.Select(static kind => kind + ":0.05").Concat(SandboxSettings.Behaviours);
}
