namespace ParkUp.PowerShell;

/// <summary>
/// A cmdlet whose input is rows of a roster. No field is mandatory, as the engine would prompt for it or drop the row; the
/// row is checked instead, and has a result that names what is missing.
/// </summary>
/// <remarks>
/// Parameters that most rows lack have no aliases: for each alias the engine searches every object twice, which takes a
/// tenth of the time of a row. <see cref="PipedRow"/> finds these columns.
/// </remarks>
public abstract class RowCommand : ParkUpCommand
{
    /// <summary>
    /// The parameter set of rows that name their tags. Code, Plate and Tag share one set: for a piped object the engine
    /// would choose the default set, and drop the parameters of the others.
    /// </summary>
    private protected const string TagSet = "Tag";

    private readonly ColumnNames _names = new();
    private TypedParameters _typed;
    private IRowPipeline? _pipeline;
    private bool _isSubstituteWarned;
    private bool _isFurtherTagWarned;

    /// <summary>The reference of the customer.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ReferenceId", "Reference", "Referencia")]
    [RowCell]
    [ArgumentCompleter(typeof(RefIdCompleter))]
    public CellValue RefId { get; set; }

    /// <summary>The code of the tag.</summary>
    [Parameter(Position = 1, ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("TagCode", "Codigo", "Código", "CodigoTag")]
    [RowCell]
    public CellValue Code { get; set; }

    /// <summary>The plate of the vehicle, in any common spelling: spaces, dots and hyphens are ignored.</summary>
    [Parameter(Position = 2, ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("LicensePlate", "Patente", "Placa")]
    [RowCell]
    public CellValue Plate { get; set; }

    /// <summary>Tags instead of or besides code and plate: <c>Tag</c> objects, <c>@{Code=…;Plate=…}</c> or <c>'CODE:PLATE'</c>.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TagArgument]
    public Tag[] Tag { get; set; } = [];

    /// <summary>The most requests in flight, 1 to 256. Without it, the number finds itself between 4 and 32.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int? ThrottleLimit { get; set; }

    /// <summary>
    /// The piped object. It binds every object, so that one without a known column also has a result, and a hashtable is
    /// read as a row.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The cells of the current row that the engine bound.</summary>
    private protected virtual BoundCells Bound => new() { RefId = RefId, Code = Code, Plate = Plate };

    /// <summary>Reads the columns of the current row, and warns once of those that were guessed or are not read.</summary>
    private protected RowReader ReadColumns()
    {
        var piped = new PipedRow(InputObject, _names);
        if (!_isSubstituteWarned && !_typed.Has(RosterField.RefId) && piped.SubstituteForRefId is { } column)
        {
            _isSubstituteWarned = true;
            Run.Streams.Warn(Texts.SubstituteRefId.With(column));
        }

        if (!_isFurtherTagWarned && piped.FurtherTag is { } further)
        {
            _isFurtherTagWarned = true;
            Run.Streams.Warn(Texts.FurtherTag.With(further));
        }

        return new RowReader(piped, _typed);
    }

    /// <summary>Records the typed parameters before the first row is bound, and starts the run.</summary>
    protected sealed override void BeginProcessing()
    {
        _typed = TypedParameters.Of(MyInvocation.BoundParameters);
        base.BeginProcessing();
        _pipeline = CreatePipeline();
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => _pipeline!.Process();

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => _pipeline!.End();

    /// <inheritdoc/>
    protected sealed override void Dispose(bool disposing)
    {
        // The base cancels the requests in flight, which use the run.
        base.Dispose(disposing);
        _pipeline?.Dispose();
    }

    /// <summary>Starts the run of the cmdlet, once the connection is known.</summary>
    private protected abstract IRowPipeline CreatePipeline();
}
