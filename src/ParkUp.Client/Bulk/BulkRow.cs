namespace ParkUp.Client;

/// <summary>One row on its way through a run: what is asked for, and in the end what became of it.</summary>
/// <param name="order">What is asked for.</param>
/// <param name="place">Its place among the rows of the run.</param>
/// <param name="cameAt">When it came, by the clock's time stamps.</param>
internal sealed class BulkRow<TOrder, TResult>(TOrder order, long place, long cameAt)
{
    private Reported<TResult> _first;
    private List<Reported<TResult>>? _more;
    private volatile bool _isDone;

    /// <summary>What is asked for.</summary>
    public TOrder Order { get; } = order;

    /// <summary>Its place among the rows of the run: the lower, the older.</summary>
    public long Place { get; } = place;

    /// <summary>When it came, by the clock's time stamps.</summary>
    public long CameAt { get; } = cameAt;

    /// <summary>How many results the row has: one, unless it meant several tags.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Whether its results are complete, and may be read without the run's lock. Set last, once and for all.
    /// </summary>
    public bool IsDone => _isDone;

    /// <summary>Rows that ask for the very same: they are not sent, and share the results.</summary>
    public List<BulkRow<TOrder, TResult>>? Twins { get; set; }

    public Reported<TResult> this[int index] => index == 0 ? _first : _more![index - 1];

    /// <summary>Adds a result. For whoever sends the row, before the sending ends.</summary>
    public void Report(Reported<TResult> report)
    {
        if (Count == 0)
        {
            _first = report;
        }
        else
        {
            (_more ??= []).Add(report);
        }

        Count++;
    }

    /// <summary>Takes over the results of the row that was sent for it, and lets them be taken.</summary>
    public void Echo(BulkRow<TOrder, TResult> sent, BulkOperation<TOrder, TResult> operation)
    {
        for (var i = 0; i < sent.Count; i++)
        {
            Report(operation.ForTwin(Order, sent[i]));
        }

        Complete();
    }

    /// <summary>Lets the results be taken.</summary>
    public void Complete() => _isDone = true;
}
