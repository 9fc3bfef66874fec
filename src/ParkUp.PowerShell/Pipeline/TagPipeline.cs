namespace ParkUp.PowerShell;

/// <summary>Checks rows of tags, asks for confirmation where it is required, and sends them.</summary>
/// <param name="naming">Which of code and plate a row must give.</param>
/// <param name="action">The action for -Confirm and -WhatIf.</param>
internal sealed class TagPipeline(
    RowCommand command, BulkOperation<TagOrder, TagResult> writer, Operation operation, int batchSize, TagNaming naming, string action, Action readRow)
    : BulkPipeline<TagOrder, TagResult>(
        command.Run,
        writer,
        new BulkOptions { BatchSize = batchSize, ThrottleLimit = command.ThrottleLimit },
        ResultViews.Tags,
        readRow)
{
    /// <summary>Submits the row of one pipeline object, once for each of its tags.</summary>
    public void Submit(RowReader reader, in BoundCells bound, Tag[] boundTags)
    {
        // A row about all tags of a customer names none of them, whatever else the object holds.
        var row = reader.ReadTag(bound, boundTags, operation, out var tags);
        if (tags.Length == 0 || naming == TagNaming.All)
        {
            Submit(row);
            return;
        }

        foreach (var tag in tags)
        {
            Submit(row with { Code = tag.Code, Plate = tag.Plate, Fault = RowReader.Fault(tag, operation) ?? row.Fault });
        }
    }

    private void Submit(TagRow row)
    {
        if (row.Check(naming, out var order) is { } fault)
        {
            Submit(row.Refuse(operation, fault));
        }
        else
        {
            SubmitIfConfirmed(order, Messages.Target, action);
        }
    }
}
