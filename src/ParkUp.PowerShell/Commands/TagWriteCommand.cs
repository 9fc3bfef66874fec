using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>A cmdlet that changes the tags of customers that exist.</summary>
public abstract class TagWriteCommand : RowCommand
{
    /// <summary>The service's number for the customer, where it is known.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ClientId", "ClienteId", "IdCliente")]
    [Cell]
    public string? CustomerId { get; set; }

    /// <summary>Tags, instead of code and plate or besides them: <c>Tag</c> objects, <c>@{Code=…;Plate=…}</c> or <c>'CODE:PLATE'</c>.</summary>
    [Parameter(ParameterSetName = TagSet, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [TagArgument]
    public Tag[] Tag { get; set; } = [];

    /// <summary>How many tags go into one request at most.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int BatchSize { get; set; } = 50;

    private protected abstract Operation Operation { get; }

    /// <summary>The rows that the current pipeline object stands for.</summary>
    private protected IEnumerable<TagRow> Rows()
    {
        var row = new TagRow
        {
            RefId = Field(RosterField.RefId, RefId),
            CustomerId = OwnCustomerId(Field(RosterField.CustomerId, CustomerId)),
            Line = Line,
        };
        var tags = TagsOfRow(Tag);
        return tags.Count == 0
            ? [row]
            : tags.Select(tag => row with { Code = tag.Code, Plate = tag.Plate });
    }

    /// <summary>
    /// Checks the rows, asks about each that passes, and sends those that were agreed to; results come in the
    /// order of the rows.
    /// </summary>
    private protected void Process(IEnumerable<TagRow> rows, TagNaming naming, string action, Func<IReadOnlyList<TagOrder>, IReadOnlyList<Reported<TagResult>>> send)
    {
        List<TagOrder> agreed = [];
        foreach (var row in rows)
        {
            if (TagRowCheck.Check(row, naming, out var order) is { } fault)
            {
                SendAgreed();
                Emit([TagRowCheck.Refuse(row, Operation, fault)]);
            }
            else if (ShouldProcess(Texts.TagTarget(order), action))
            {
                agreed.Add(order);
            }
        }

        SendAgreed();

        void SendAgreed()
        {
            if (agreed.Count > 0)
            {
                Emit(send(agreed));
                agreed.Clear();
            }
        }
    }
}
