namespace ParkUp.PowerShell;

/// <summary>Lists the customers of a plan, and tells the planner what they hold.</summary>
internal sealed class PlanListing : IDisposable
{
    private readonly Planner _planner;
    private readonly ListLengths _lengths;

    // Noted last, when a longer list may have shown that they are whole.
    private readonly List<TagList> _doubtful = [];
    private readonly BulkPipeline<TagQuery, TagList> _bulk;

    public PlanListing(CmdletRun run, ParkUpConnection connection, Planner planner, int? throttleLimit)
    {
        _planner = planner;
        _lengths = new ListLengths(connection.Longest);
        _bulk = new(
            run,
            new TagLister(connection, run.Requests.Observer, acceptsUnknown: true),
            BulkOptions.OfLists(throttleLimit),
            ResultViews.Lists with { Write = (_, list) => Note(list) },
            readRow: static () => { },
            readRest: Submit);
    }

    /// <summary>Lists all customers. One that cannot be listed has an error, and the others are listed.</summary>
    public void End()
    {
        _bulk.End();
        foreach (var list in _doubtful)
        {
            Note(list, _lengths.MayBeCut(list.Tags.Count));
        }
    }

    public void Dispose() => _bulk.Dispose();

    private void Submit()
    {
        foreach (var customer in _planner.Customers)
        {
            _bulk.Submit(new TagQuery(customer));
        }
    }

    private void Note(TagList list)
    {
        if (_lengths.MayBeCut(list.Tags.Count))
        {
            _doubtful.Add(list);
        }
        else
        {
            Note(list, mayBeCut: false);
        }
    }

    private void Note(TagList list, bool mayBeCut) => _planner.Note(new CustomerListing(list.RefId!, list.IsUnknown ? null : list.Tags)
    {
        Failure = list.Error,
        Doubt = mayBeCut ? Client.Texts.ListPerhapsCut.With(list.Tags.Count) : null,
    });
}
