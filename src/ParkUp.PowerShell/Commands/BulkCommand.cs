using System.Management.Automation;

namespace ParkUp.PowerShell;

/// <summary>A cmdlet that may have many customers to ask for.</summary>
public abstract class BulkCommand : ApiCommand
{
    private bool _customerIdBelongsToOthers;

    /// <summary>How many requests may be in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var typed = MyInvocation.BoundParameters;
        _customerIdBelongsToOthers = typed.ContainsKey("RefId") && !typed.ContainsKey("CustomerId");
        base.BeginProcessing();
    }

    /// <summary>
    /// The number of the row's customer. One that is piped in belongs to the RefId that came with it, and must not go
    /// out with another that was typed: Get-ParkUpTag A1 | Add-ParkUpTag -RefId B2.
    /// </summary>
    private protected string? OwnCustomerId(string? customerId) => _customerIdBelongsToOthers ? null : customerId;
}
