using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Lists the tags that customers hold.</summary>
[Cmdlet(VerbsCommon.Get, "ParkUpTag")]
[OutputType(typeof(Tag))]
public sealed class GetParkUpTagCommand : BulkCommand<TagQuery, ListedTags>
{
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

    // A list may be long: no more of them are held than keep the requests in flight going.
    private protected override BulkOptions Pace => base.Pace with { SmallestWindow = 16 * ThrottleLimit };

    private protected override BulkOperation<TagQuery, ListedTags> CreateOperation() => new TagLister(Connection!, OnRequest, OnTrace);

    private protected override void ReadRow()
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
            var row = new TagRow { RefId = refId, CustomerId = OwnCustomerId(CustomerId), Fault = badPattern };
            if (TagRowCheck.Check(row, TagNaming.All, out var order) is { } fault)
            {
                Submit(new Reported<ListedTags>(ListedTags.None(refId), fault));
            }
            else
            {
                Submit(new TagQuery(order.Customer, filter!.Matches));
            }
        }
    }

    private protected override Counted Unit => Counted.Customers;

    private protected override string? RefIdOf(ListedTags result) => result.RefId;

    private protected override string OutcomeOf(Reported<ListedTags> report) => report.Error is null ? "Listed" : "Failed";

    private protected override void WriteResult(ListedTags result) => WriteObject(result.Tags, enumerateCollection: true);

    private protected override (object? Target, string Message) Describe(ListedTags result, ParkUpException error) =>
        (result.RefId, Explain.Error(result.RefId, error));
}
