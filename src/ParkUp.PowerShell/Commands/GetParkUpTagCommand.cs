using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Lists the tags that customers hold.</summary>
[Cmdlet(VerbsCommon.Get, "ParkUpTag")]
[OutputType(typeof(Tag))]
public sealed class GetParkUpTagCommand : ParkUpCommand
{
    private BulkPipeline<TagQuery, TagList>? _bulk;
    private bool _isRefIdTyped;

    /// <summary>The references of the customers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReferenceId", "Reference", "Referencia")]
    [RefIds]
    [ArgumentCompleter(typeof(RefIdCompleter))]
    public string?[] RefId { get; set; } = [];

    /// <summary>The service's number for the customer, where it is known.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ClientId", "ClienteId", "IdCliente")]
    [Cell]
    public string? CustomerId { get; set; }

    /// <summary>Only tags with such a code; wildcards are understood.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TagCode", "Codigo", "Código", "CodigoTag")]
    [SupportsWildcards]
    [Cell]
    public string? Code { get; set; }

    /// <summary>Only tags for such a plate, in any common spelling; wildcards are understood.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("LicensePlate", "Patente", "Placa")]
    [SupportsWildcards]
    [Cell]
    public string? Plate { get; set; }

    /// <summary>How many requests may be in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var typed = TypedParameters.Of(MyInvocation.BoundParameters);
        _isRefIdTyped = typed is { RefId: true, CustomerId: false };
        base.BeginProcessing();

        // A list may be long: no more of them are held than keep the requests in flight going.
        var options = new BulkOptions { BatchSize = 1, ThrottleLimit = ThrottleLimit, SmallestWindow = 16 * ThrottleLimit };
        _bulk = new(this, new TagLister(Connection!, Requests.Observer), options, ResultViews.Lists);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _bulk!.Process(ReadRow, static () => { });

    /// <inheritdoc/>
    protected override void EndProcessing() => _bulk!.End(static () => { });

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _bulk?.Dispose();
    }

    private void ReadRow()
    {
        TagFilter? filter = null;
        InvalidInputException? badPattern = null;
        try
        {
            filter = new TagFilter(Code, Plate);
        }
        catch (InvalidInputException fault)
        {
            badPattern = fault;
        }

        foreach (var refId in RefId.DefaultIfEmpty(null))
        {
            // A number that is piped in belongs to the RefId that came with it.
            var row = new TagRow { RefId = refId, CustomerId = _isRefIdTyped ? null : CustomerId, Fault = badPattern };
            if (row.Check(TagNaming.All, out var order) is { } fault)
            {
                _bulk!.Submit(new TagList(refId, []) { Error = fault });
            }
            else
            {
                _bulk!.Submit(new TagQuery(order.Customer, filter!.Matches));
            }
        }
    }
}
