using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Revokes tags: by code and plate, by either (a list finds the other), or all that a customer holds.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "ParkUpTag", DefaultParameterSetName = TagSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(TagResult))]
public sealed class RevokeParkUpTagCommand : TagWriteCommand
{
    private const string AllSet = "All";

    private TagRevoker? _revoker;

    /// <summary>Revokes every tag that the customer holds.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    private protected override Operation Operation => Operation.Revoke;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _revoker = new TagRevoker(Connection!, OnRequest);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var all = ParameterSetName is AllSet && All;
        Process(
            Rows(),
            all ? TagNaming.All : TagNaming.CodeOrPlate,
            all ? Texts.RevokeAllAction : Texts.RevokeAction,
            orders => Wait(stop => _revoker!.RevokeAsync(orders, BatchSize, stop)));
    }
}
