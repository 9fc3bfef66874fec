using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// A cmdlet that takes rows of a roster. No field is mandatory to the engine, which would prompt, or drop the row:
/// the row's own check names what is missing, and the row still gets its result.
/// </summary>
public abstract class RowCommand : ApiCommand
{
    /// <summary>
    /// The parameter set of rows that name their tags, the default. Code, plate and tags are not parted into sets of
    /// their own: for a piped object the engine settles on the default one, and would drop the tags without a word.
    /// </summary>
    private protected const string TagSet = "Tag";

    /// <summary>The reference of the customer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReferenceId", "Reference", "Referencia")]
    [Cell]
    public string? RefId { get; set; }

    /// <summary>The code of the tag.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("TagCode", "Codigo", "Código", "CodigoTag")]
    [Cell]
    public string? Code { get; set; }

    /// <summary>The plate of the vehicle, in any common spelling: spaces, dots and hyphens do not count.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("LicensePlate", "Patente", "Placa")]
    [Cell]
    public string? Plate { get; set; }

    /// <summary>The line of the roster that the row came from; it is only reported.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [LineNumber]
    public int? Line { get; set; }

    /// <summary>How many requests may be in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>Writes a tag's result, and its error where it has one.</summary>
    private protected void Emit(IReadOnlyList<Reported<TagResult>> reports)
    {
        foreach (var (result, _) in reports)
        {
            WriteObject(result);
        }

        foreach (var (result, error) in reports)
        {
            if (error is not null)
            {
                Report(error, result, Explain.Error(result, error));
            }
        }
    }
}
