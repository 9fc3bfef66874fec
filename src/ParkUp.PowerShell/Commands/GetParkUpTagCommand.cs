using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Lists the tags that customers hold.</summary>
[Cmdlet(VerbsCommon.Get, "ParkUpTag")]
[OutputType(typeof(Tag))]
public sealed class GetParkUpTagCommand : BulkCommand
{
    private TagLister? _lister;

    /// <summary>The references of the customers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ReferenceId", "Reference", "Referencia")]
    [RefIds]
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

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _lister = new TagLister(Connection!, OnRequest);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var filter = new TagFilter(Code, Plate);
        foreach (var refId in RefId.DefaultIfEmpty(null))
        {
            var row = new TagRow { RefId = refId, CustomerId = OwnCustomerId(CustomerId) };
            if (TagRowCheck.Check(row, TagNaming.All, out var order) is { } fault)
            {
                Report(fault, refId, Explain.Error(refId, fault));
                continue;
            }

            try
            {
                var tags = Wait(stop => _lister!.ListAsync(order.Customer, stop));
                WriteObject(tags.Where(filter.Matches), enumerateCollection: true);
            }
            catch (ParkUpException error)
            {
                Report(error, refId, Explain.Error(refId, error));
            }
        }
    }
}
