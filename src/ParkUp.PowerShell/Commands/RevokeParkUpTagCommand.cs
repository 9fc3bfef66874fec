using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// Revokes tags: by code and plate, by either (a list finds the other), or all that a customer holds.
/// </summary>
[Cmdlet(VerbsSecurity.Revoke, "ParkUpTag", DefaultParameterSetName = TagSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(TagResult))]
public sealed class RevokeParkUpTagCommand : RowCommand
{
    private const string AllSet = "All";

    private TagPipeline? _tags;

    /// <summary>The service's number for the customer, where it is known.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RowCell]
    public CellValue CustomerId { get; set; }

    /// <summary>How many tags go into one request at most.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>Revokes every tag that the customer holds.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    private protected override IRowPipeline CreatePipeline() => _tags = new TagPipeline(
        this,
        Operation.Revoke,
        new BulkOptions { BatchSize = BatchSize, ThrottleLimit = ThrottleLimit },
        All ? TagNaming.All : TagNaming.CodeOrPlate,
        All ? Texts.RevokeAllAction : Texts.RevokeAction);

    private protected override void ReadRow() => _tags!.Take(Row, Bound with { CustomerId = CustomerId }, Tag);
}
