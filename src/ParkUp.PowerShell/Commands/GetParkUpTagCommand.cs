namespace ParkUp.PowerShell;

/// <summary>Lists the tags of customers.</summary>
[Cmdlet(VerbsCommon.Get, "ParkUpTag")]
[OutputType(typeof(Tag))]
public sealed class GetParkUpTagCommand : ParkUpCommand
{
    private BulkPipeline<TagQuery, TagList>? _bulk;
    private TypedParameters _typed;

    /// <summary>The references of the customers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReferenceId", "Reference", "Referencia")]
    [RefIds]
    [ArgumentCompleter(typeof(RefIdCompleter))]
    public string?[] RefId { get; set; } = [];

    /// <summary>The service's number for the customer, if known: a positive integer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ClientId", "ClienteId", "IdCliente")]
    [Cell]
    public string? CustomerId { get; set; }

    /// <summary>A wildcard pattern for the codes of the tags to list.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TagCode", "Codigo", "Código", "CodigoTag")]
    [SupportsWildcards]
    [Cell]
    public string? Code { get; set; }

    /// <summary>A wildcard pattern for the plates of the tags to list, in any common spelling.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("LicensePlate", "Patente", "Placa")]
    [SupportsWildcards]
    [Cell]
    public string? Plate { get; set; }

    /// <summary>The most requests in flight, 1 to 256. Without it, the number finds itself between 4 and 32.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _typed = TypedParameters.Of(MyInvocation.BoundParameters);
        base.BeginProcessing();

        _bulk = new(Run, new TagLister(Connection!, Run.Requests.Observer), BulkOptions.OfLists(ThrottleLimit), ResultViews.Lists, ReadRow);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _bulk!.Process();

    /// <inheritdoc/>
    protected override void EndProcessing() => _bulk!.End();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _bulk?.Dispose();
    }

    private void ReadRow()
    {
        var filter = new TagFilter(Code, Plate);
        foreach (var refId in RefId.DefaultIfEmpty(null))
        {
            var row = new TagRow { RefId = refId, CustomerId = _typed.IsCustomerTyped ? null : CustomerId, Fault = filter.Fault };
            if (row.Check(TagNaming.All, out var order) is { } fault)
            {
                _bulk!.Submit(new TagList(refId, []) { Error = fault });
            }
            else
            {
                _bulk!.Submit(new TagQuery(order.Customer, filter.Matches));
            }
        }
    }
}
