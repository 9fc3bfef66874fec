using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Rows of tags: each is checked, asked about where that is wanted, and sent.</summary>
internal sealed class TagPipeline(ParkUpCommand command, BulkOperation<TagOrder, TagResult> operation, BulkOptions options) : IRowPipeline
{
    private readonly BulkPipeline<TagOrder, TagResult> _bulk = new(command, operation, options, ResultViews.Tags);

    public void Process(Action readRow, Action readRest) => _bulk.Process(readRow, readRest);

    public void End(Action readRest) => _bulk.End(readRest);

    public void Dispose() => _bulk.Dispose();

    /// <summary>Takes the rows that one object stands for.</summary>
    /// <param name="rows">The rows, unchecked.</param>
    /// <param name="asked">What is to be done with them.</param>
    /// <param name="naming">Which of code and plate a row must give.</param>
    /// <param name="action">The same in words, for those who are asked first.</param>
    public void Take(TagRow[] rows, Operation asked, TagNaming naming, string action)
    {
        foreach (var row in rows)
        {
            if (TagRowCheck.Check(row, naming, out var order) is { } fault)
            {
                _bulk.Submit(TagRowCheck.Refuse(row, asked, fault));
            }
            else
            {
                _bulk.Propose(order, Texts.TagTarget, action);
            }
        }
    }
}
