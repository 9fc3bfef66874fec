namespace ParkUp.Client;

/// <summary>One row of a run, and its results.</summary>
/// <param name="place">Its place among the rows of the run.</param>
/// <param name="cameAt">When it came, as a time stamp of the clock.</param>
internal sealed class BulkRow<TOrder, TResult>(TOrder order, long place, long cameAt)
    where TResult : class, IRowResult
{
    private TResult? _first;
    private List<TResult>? _more;
    private volatile bool _isDone;

    public TOrder Order { get; } = order;

    public long Place { get; } = place;

    /// <summary>Its key among the others, by which duplicates are found. Set once it is looked for.</summary>
    public RowKey Key { get; set; }

    public long CameAt { get; } = cameAt;

    /// <summary>One, unless the row meant several tags, or was never sent.</summary>
    public int Count => (_first is null ? 0 : 1) + (_more?.Count ?? 0);

    /// <summary>Whether the results are complete, and may be read without the run's lock. Set last.</summary>
    public bool IsDone => _isDone;

    /// <summary>Duplicates: they are not sent, and get copies of the results.</summary>
    public List<BulkRow<TOrder, TResult>>? Duplicates { get; set; }

    public TResult this[int index] => index == 0 ? _first! : _more![index - 1];

    public void Add(TResult result)
    {
        if (_first is null)
        {
            _first = result;
        }
        else
        {
            (_more ??= []).Add(result);
        }
    }

    /// <summary>Adds the only result, and completes the row.</summary>
    public void Complete(TResult result)
    {
        Add(result);
        Complete();
    }

    public void Complete() => _isDone = true;

    /// <summary>Completes a duplicate with copies of the results.</summary>
    public void CopyTo(BulkRow<TOrder, TResult> duplicate, Func<TOrder, TResult, TResult> forDuplicate)
    {
        for (var i = 0; i < Count; i++)
        {
            duplicate.Add(forDuplicate(duplicate.Order, this[i]));
        }

        duplicate.Complete();
    }
}
