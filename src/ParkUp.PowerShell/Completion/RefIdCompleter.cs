using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Offers the customers that this session has seen, the latest first. Asks nobody else.</summary>
public sealed class RefIdCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words =>
        (Session.InvokeReturnAsIs() is PSObject { BaseObject: SeenCustomers seen } ? seen : null)?.Latest() ?? [];

    /// <summary>Not by the variable's name alone: strict mode takes that ill where it has not been set yet.</summary>
    private static ScriptBlock Session => ScriptBlock.Create($"$ExecutionContext.SessionState.PSVariable.GetValue('{SeenCustomers.Variable}')");
}
