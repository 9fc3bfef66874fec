namespace ParkUp.PowerShell;

/// <summary>Revokes tags: by code, by plate, by both, or all tags of a customer. A missing code or plate is found with a list call.</summary>
[Cmdlet(VerbsSecurity.Revoke, "ParkUpTag", DefaultParameterSetName = TagSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(TagResult))]
public sealed class RevokeParkUpTagCommand : RowCommand
{
    private const string AllSet = "All";

    private TagPipeline? _tags;

    /// <summary>The service's number for the customer, if known: a positive integer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RowCell]
    public CellValue CustomerId { get; set; }

    /// <summary>The most tags in one request, 1 to 1000.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>Revokes every tag of the customer.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    private protected override BoundCells Bound => base.Bound with { CustomerId = CustomerId };

    private protected override IRowPipeline CreatePipeline()
    {
        var (naming, action) = All ? (TagNaming.All, Texts.RevokeAllAction) : (TagNaming.CodeOrPlate, Texts.RevokeAction);
        var writer = new TagWriter(Connection!, Operation.Revoke, Run.Requests.Observer);
        return _tags = new TagPipeline(this, writer, Operation.Revoke, BatchSize, naming, action, () => _tags!.Submit(ReadColumns(), Bound, Tag));
    }
}
