namespace ParkUp.PowerShell;

/// <summary>Adds tags to existing customers. Each row has one result for each of its tags.</summary>
[Cmdlet(VerbsCommon.Add, "ParkUpTag", SupportsShouldProcess = true)]
[OutputType(typeof(TagResult))]
public sealed class AddParkUpTagCommand : RowCommand
{
    private TagPipeline? _tags;

    /// <summary>The service's number for the customer, if known: a positive integer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RowCell]
    public CellValue CustomerId { get; set; }

    /// <summary>The most tags in one request, 1 to 1000.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int BatchSize { get; set; } = 50;

    private protected override BoundCells Bound => base.Bound with { CustomerId = CustomerId };

    private protected override IRowPipeline CreatePipeline()
    {
        var writer = new TagWriter(Connection!, Operation.Add, Run.Requests.Observer);
        return _tags = new TagPipeline(this, writer, Operation.Add, BatchSize, TagNaming.CodeAndPlate, Texts.AddAction, () => _tags!.Submit(ReadColumns(), Bound, Tag));
    }
}
