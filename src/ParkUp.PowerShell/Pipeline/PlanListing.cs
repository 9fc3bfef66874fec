namespace ParkUp.PowerShell;

/// <summary>Lists the customers of a plan, and tells the planner what they hold.</summary>
internal sealed class PlanListing : IDisposable
{
    private readonly Planner _planner;
    private readonly BulkPipeline<TagQuery, TagList> _bulk;

    public PlanListing(CmdletRun run, ParkUpConnection connection, Planner planner, int throttleLimit)
    {
        _planner = planner;
        _bulk = new(
            run,
            new TagLister(connection, run.Requests.Observer, acceptsUnknown: true),
            new BulkOptions { BatchSize = 1, ThrottleLimit = throttleLimit, SmallestWindow = 16 * throttleLimit },
            ResultViews.Lists with { Write = (_, list) => Note(list) },
            readRow: static () => { },
            readRest: Submit);
    }

    /// <summary>Lists all customers. One that cannot be listed has an error, and the others are listed.</summary>
    public void End() => _bulk.End();

    public void Dispose() => _bulk.Dispose();

    private void Submit()
    {
        foreach (var customer in _planner.Customers)
        {
            _bulk.Submit(new TagQuery(customer));
        }
    }

    private void Note(TagList list) => _planner.Note(new CustomerListing(list.RefId!, list.IsUnknown ? null : list.Tags) { Failure = list.Error });
}
