namespace ParkUp.PowerShell;

/// <summary>Gives codes that a customer holds another plate: the tag is revoked, and added with the new plate.</summary>
[Cmdlet(VerbsCommon.Set, "ParkUpTag", SupportsShouldProcess = true)]
[OutputType(typeof(TagResult))]
public sealed class SetParkUpTagCommand : RowCommand
{
    private const int BatchSize = 50;

    private TagPipeline? _tags;

    /// <summary>The service's number for the customer, if known: a positive integer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RowCell]
    public CellValue CustomerId { get; set; }

    private protected override BoundCells Bound => base.Bound with { CustomerId = CustomerId };

    private protected override IRowPipeline CreatePipeline()
    {
        var writer = new TagChanger(Connection!, Run.Requests.Observer);
        return _tags = new TagPipeline(this, writer, Operation.Change, BatchSize, TagNaming.CodeAndPlate, Texts.ChangeAction, () => _tags!.Submit(ReadColumns(), Bound, Tag));
    }
}
