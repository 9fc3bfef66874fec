using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>
/// A cmdlet that takes rows of a roster. No field is mandatory to the engine, which would prompt, or drop the row:
/// the row's own check names what is missing, and the row still gets its result.
/// </summary>
/// <typeparam name="TOrder">What a row asks for.</typeparam>
/// <typeparam name="TResult">What becomes of it.</typeparam>
public abstract class RowCommand<TOrder, TResult> : BulkCommand<TOrder, TResult>
{
    /// <summary>
    /// The parameter set of rows that name their tags: the default of a cmdlet that has another one, too. Code, plate
    /// and tags are not parted into sets of their own: for a piped object the engine settles on the default one, and
    /// would drop the tags without a word.
    /// </summary>
    private protected const string TagSet = "Tag";

    private readonly PipedRow _piped = new();
    private InvalidInputException? _fault;

    /// <summary>The reference of the customer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReferenceId", "Reference", "Referencia")]
    [RowCell]
    [ArgumentCompleter(typeof(RefIdCompleter))]
    public string? RefId { get; set; }

    /// <summary>The code of the tag.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("TagCode", "Codigo", "Código", "CodigoTag")]
    [RowCell]
    public string? Code { get; set; }

    /// <summary>The plate of the vehicle, in any common spelling: spaces, dots and hyphens do not count.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("LicensePlate", "Patente", "Placa")]
    [RowCell]
    public string? Plate { get; set; }

    /// <summary>
    /// The piped object itself. With it every object reaches the row's check, and has its result, also one that has
    /// no column of a known name; and a hashtable can be read as a row.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The line of the roster that the current row came from.</summary>
    private protected int? Line => PipedRow.LineOf(InputObject);

    /// <summary>A field of the current row: as it was bound, or else as the piped object names it.</summary>
    private protected string? Field(RosterField field, string? bound) => Bound(field, bound) ?? Read(field, isOptional: false);

    /// <summary>The same for a field that a row can do without.</summary>
    private protected string? OptionalField(RosterField field, string? bound) => Bound(field, bound) ?? Read(field, isOptional: true);

    /// <summary>What kept a field of the current row from being read, for once: the next row starts without.</summary>
    private protected InvalidInputException? TakeFault()
    {
        var fault = _fault;
        _fault = null;
        return fault;
    }

    /// <summary>A file that was read with the wrong delimiter has a single column, whose name is the whole header.</summary>
    private protected InvalidInputException? Unparted() =>
        InputObject is { BaseObject: PSCustomObject } row && row.Properties.Take(2).ToList() is [{ Name: var name }] && name.AsSpan().ContainsAny(';', '\t', '|')
            ? new InvalidInputException(Texts.Unparted(name)) { Field = nameof(RefId) }
            : null;

    private string? Bound(RosterField field, string? bound)
    {
        if (!UnreadableCell.Is(bound, out var reason))
        {
            return bound;
        }

        Blame($"{field}", reason, failure: null);
        return null;
    }

    private void Blame(string field, string reason, Exception? failure) =>
        _fault ??= new InvalidInputException(Texts.Unreadable(field, reason), failure) { Field = field };

    /// <summary>A cell that is no text, or a property that fails, is this row's own fault, and no other's.</summary>
    private string? Read(RosterField field, bool isOptional)
    {
        try
        {
            return isOptional ? _piped.FindAsBefore(InputObject, field) : _piped.Find(InputObject, field);
        }
        catch (RuntimeException failure) when (failure is MetadataException or ExtendedTypeSystemException)
        {
            Blame($"{field}", failure.Message, failure);
            return null;
        }
    }

    /// <summary>What kept a tag of the current row from being read, where it was given whole.</summary>
    private protected static InvalidInputException? FaultOf(Tag tag) =>
        UnreadableCell.Is(tag.Code, out var reason) ? new InvalidInputException(Texts.Unreadable(nameof(Tag), reason)) { Field = nameof(Tag) } : null;

    /// <summary>
    /// The tags of the current row: those given whole, and the one of code and plate. A code alone beside a plate
    /// alone is one tag (columns named Tag and Patente), not two halves.
    /// </summary>
    private protected IReadOnlyList<Tag> TagsOfRow(Tag[] tags)
    {
        var code = Field(RosterField.Code, Code);
        var plate = Field(RosterField.Plate, Plate);
        if (Cell.Trim(code) is null && Cell.Trim(plate) is null)
        {
            return tags;
        }

        return tags is [{ } half] && Cell.Trim(half.Plate) is null && Cell.Trim(code) is null
            ? [new Tag(half.Code, plate)]
            : [.. tags, new Tag(code, plate)];
    }
}
