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

    /// <summary>Revokes every tag that the customer holds.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    private protected override Operation Operation => Operation.Revoke;

    private protected override TagNaming Naming => IsAboutAll ? TagNaming.All : TagNaming.CodeOrPlate;

    private protected override string Action => IsAboutAll ? Texts.RevokeAllAction : Texts.RevokeAction;

    private bool IsAboutAll => ParameterSetName is AllSet && All;

    private protected override BulkOperation<TagOrder, TagResult> CreateOperation() => new TagRevoker(Connection!, OnRequest, OnTrace);
}
