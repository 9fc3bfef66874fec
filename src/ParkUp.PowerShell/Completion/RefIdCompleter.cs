using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>Offers the customers that this session has seen, the latest first. Asks nobody else.</summary>
public sealed class RefIdCompleter : WordCompleter
{
    private protected override IEnumerable<string> Words =>
        (ScriptBlock.Create("$" + SeenCustomers.Variable).InvokeReturnAsIs() is PSObject { BaseObject: SeenCustomers seen } ? seen : null)?.Latest() ?? [];
}
