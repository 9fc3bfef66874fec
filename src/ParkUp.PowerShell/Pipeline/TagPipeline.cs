using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Checks rows of tags, asks for confirmation where that is wanted, and sends them.</summary>
/// <param name="operation">What the rows ask for.</param>
/// <param name="options">How they are sent.</param>
/// <param name="naming">Which of code and plate a row must give.</param>
/// <param name="action">The action, as the confirmation names it.</param>
internal sealed class TagPipeline(ParkUpCommand command, Operation operation, BulkOptions options, TagNaming naming, string action) : IRowPipeline
{
    private readonly BulkPipeline<TagOrder, TagResult> _bulk =
        new(command, new TagWriter(command.Connection!, operation, command.Requests.Observer), options, ResultViews.Tags);

    public void Process(Action readRow, Action readRest) => _bulk.Process(readRow, readRest);

    public void End(Action readRest) => _bulk.End(readRest);

    public void Dispose() => _bulk.Dispose();

    /// <summary>Takes the row of one object.</summary>
    /// <param name="reader">Reads the row.</param>
    public void Take(RowReader reader, in BoundCells bound, Tag[] boundTags)
    {
        // A row about all tags of a customer names none of them, whatever else the object holds.
        var row = reader.ReadTag(bound, boundTags, operation, out var tags);
        if (tags.Length == 0 || naming == TagNaming.All)
        {
            Take(row);
            return;
        }

        foreach (var tag in tags)
        {
            Take(row with { Code = tag.Code, Plate = tag.Plate, Fault = RowReader.Fault(tag) ?? row.Fault });
        }
    }

    private void Take(TagRow row)
    {
        if (row.Check(naming, out var order) is { } fault)
        {
            _bulk.Submit(row.Refuse(operation, fault));
        }
        else
        {
            _bulk.SubmitIfConfirmed(order, Messages.Target, action);
        }
    }
}
