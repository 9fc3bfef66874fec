using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Adds tags to customers that exist: one result a row.</summary>
[Cmdlet(VerbsCommon.Add, "ParkUpTag", SupportsShouldProcess = true)]
[OutputType(typeof(TagResult))]
public sealed class AddParkUpTagCommand : RowCommand
{
    private TagPipeline? _tags;

    /// <summary>The service's number for the customer, where it is known.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RowCell]
    public CellValue CustomerId { get; set; }

    /// <summary>How many tags go into one request at most.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int BatchSize { get; set; } = 50;

    private protected override IRowPipeline CreatePipeline() => _tags = new TagPipeline(
        this,
        Operation.Add,
        new BulkOptions { BatchSize = BatchSize, ThrottleLimit = ThrottleLimit },
        TagNaming.CodeAndPlate,
        Texts.AddAction);

    private protected override void ReadRow() => _tags!.Take(Row, Bound with { CustomerId = CustomerId }, Tag);
}
