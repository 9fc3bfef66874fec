using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// A cmdlet that takes rows of a roster. Parameters that most rows lack have no aliases: for each alias the engine looks
/// twice through every object, and <see cref="PipedRow"/> finds those columns anyway. No field is mandatory to the engine, which would prompt, or drop the row:
/// the row's own check names what is missing, and the row still gets its result.
/// </summary>
public abstract class RowCommand : ParkUpCommand
{
    /// <summary>
    /// The parameter set of rows that name their tags: the default of a cmdlet that has another one, too. Code, plate
    /// and tags are not in sets of their own: for a piped object the engine settles on the default one, and would drop
    /// the tags without a word.
    /// </summary>
    private protected const string TagSet = "Tag";

    private readonly ColumnNames _names = new();
    private TypedParameters _typed;
    private IRowPipeline? _pipeline;
    private Action? _readRow;
    private Action? _readRest;

    /// <summary>The reference of the customer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReferenceId", "Reference", "Referencia")]
    [RowCell]
    [ArgumentCompleter(typeof(RefIdCompleter))]
    public CellValue RefId { get; set; }

    /// <summary>The code of the tag.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("TagCode", "Codigo", "Código", "CodigoTag")]
    [RowCell]
    public CellValue Code { get; set; }

    /// <summary>The plate of the vehicle, in any common spelling: spaces, dots and hyphens do not count.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("LicensePlate", "Patente", "Placa")]
    [RowCell]
    public CellValue Plate { get; set; }

    /// <summary>Tags, instead of code and plate or besides them: <c>Tag</c> objects, <c>@{Code=…;Plate=…}</c> or <c>'CODE:PLATE'</c>.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TagArgument]
    public Tag[] Tag { get; set; } = [];

    /// <summary>How many requests may be in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>
    /// The piped object itself. With it every object reaches the row's check, and has its result, also one that has
    /// no column of a known name; and a hashtable can be read as a row.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The current row.</summary>
    private protected RowReader Row => new(new PipedRow(InputObject, _names), _typed);

    /// <summary>The cells of the current row that the engine has bound.</summary>
    private protected virtual BoundCells Bound => new() { RefId = RefId, Code = Code, Plate = Plate };

    /// <summary>Notes what was typed, before the first row is bound, and begins the run.</summary>
    protected sealed override void BeginProcessing()
    {
        _typed = TypedParameters.Of(MyInvocation.BoundParameters);
        base.BeginProcessing();
        (_readRow, _readRest) = (ReadRow, ReadRest);
        _pipeline = CreatePipeline();
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => _pipeline!.Process(_readRow!, _readRest!);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => _pipeline!.End(_readRest!);

    /// <inheritdoc/>
    protected sealed override void Dispose(bool disposing)
    {
        // First what is in flight is cancelled, then the run is given back.
        base.Dispose(disposing);
        _pipeline?.Dispose();
    }

    private protected abstract IRowPipeline CreatePipeline();

    /// <summary>Reads the current row, and hands over what it asks for.</summary>
    private protected abstract void ReadRow();

    /// <summary>Hands over what was held back in the hope of more rows.</summary>
    private protected virtual void ReadRest()
    {
    }
}
