using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>A cmdlet that changes the tags of customers that exist.</summary>
public abstract class TagWriteCommand : RowCommand<TagOrder, TagResult>
{
    /// <summary>The service's number for the customer, where it is known.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ClientId", "ClienteId", "IdCliente")]
    [RowCell]
    public string? CustomerId { get; set; }

    /// <summary>Tags, instead of code and plate or besides them: <c>Tag</c> objects, <c>@{Code=…;Plate=…}</c> or <c>'CODE:PLATE'</c>.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Tags")]
    [AllowEmptyCollection]
    [TagArgument]
    public Tag[] Tag { get; set; } = [];

    /// <summary>How many tags go into one request at most.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>
    /// A customer that is piped in has tags of its own, which those that were typed stand in place of:
    /// New-ParkUpCustomer … | Add-ParkUpTag -Code … -Plate …
    /// </summary>
    private bool _isTagTyped;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var typed = MyInvocation.BoundParameters;
        _isTagTyped = !typed.ContainsKey(nameof(Tag)) && (typed.ContainsKey(nameof(Code)) || typed.ContainsKey(nameof(Plate)));
        base.BeginProcessing();
    }

    private protected override BulkOptions Pace => base.Pace with { BatchSize = BatchSize };

    private protected abstract Operation Operation { get; }

    /// <summary>Which of code and plate a row must give.</summary>
    private protected abstract TagNaming Naming { get; }

    /// <summary>What is about to be done, for those who are asked first.</summary>
    private protected abstract string Action { get; }

    private protected override void ReadRow()
    {
        var tags = TagsOfRow(_isTagTyped ? [] : Tag);
        var refId = Field(RosterField.RefId, RefId);
        var row = new TagRow
        {
            RefId = refId,
            CustomerId = OwnCustomerId(OptionalField(RosterField.CustomerId, CustomerId)),
            Line = Line,
            Fault = Misplaced() ?? TakeFault() ?? (refId is null ? Unparted() : null),
        };
        if (tags.Count == 0)
        {
            Take(row);
        }

        foreach (var tag in tags)
        {
            Take(FaultOf(tag) is { } fault ? row with { Fault = fault } : row with { Code = tag.Code, Plate = tag.Plate });
        }
    }

    private protected override void WriteResult(TagResult result) => WriteObject(result);

    private protected override string? RefIdOf(TagResult result) => result.RefId;

    private protected override string OutcomeOf(Reported<TagResult> report) => report.Result.Outcome.ToString();

    private protected override (object? Target, string Message) Describe(TagResult result, ParkUpException error) =>
        (result, Explain.Error(result, error));

    /// <summary>What was to be revoked, and was not, must not be added by whoever feeds the failed rows of a night back in.</summary>
    private InvalidInputException? Misplaced() => Operation == Operation.Add && PipedRow.IsFailedRevocation(InputObject)
        ? new InvalidInputException(Texts.FailedRevocation) { Field = nameof(TagResult.Operation) }
        : null;

    /// <summary>Checks a row, asks about it where it passes, and sends it where that was agreed to.</summary>
    private void Take(TagRow row)
    {
        if (TagRowCheck.Check(row, Naming, out var order) is { } fault)
        {
            Submit(TagRowCheck.Refuse(row, Operation, fault));
        }
        else
        {
            Propose(order, Texts.TagTarget, Action);
        }
    }
}
