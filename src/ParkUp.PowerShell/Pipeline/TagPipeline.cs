using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>Rows of tags: each is checked, asked about where that is wanted, and sent.</summary>
/// <param name="command">The cmdlet.</param>
/// <param name="operation">What sends them.</param>
/// <param name="options">How the run is paced.</param>
/// <param name="asked">What is to be done with them.</param>
/// <param name="naming">Which of code and plate a row must give.</param>
/// <param name="action">What is asked, in words, for those who are asked first.</param>
internal sealed class TagPipeline(
    ParkUpCommand command, BulkOperation<TagOrder, TagResult> operation, BulkOptions options, Operation asked, TagNaming naming, string action) : IRowPipeline
{
    private readonly BulkPipeline<TagOrder, TagResult> _bulk = new(command, operation, options, ResultViews.Tags);

    public void Process(Action readRow, Action readRest) => _bulk.Process(readRow, readRest);

    public void End(Action readRest) => _bulk.End(readRest);

    public void Dispose() => _bulk.Dispose();

    /// <summary>Takes the rows that one object stands for.</summary>
    /// <param name="rows">The rows, unchecked.</param>
    public void Take(TagRow[] rows)
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
