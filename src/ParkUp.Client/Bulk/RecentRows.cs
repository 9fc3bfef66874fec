namespace ParkUp.Client;

/// <summary>
/// Finds duplicates among the last rows of a run. Bounded in number (to two windows, since the input is not), and in age,
/// since a tag may change hands while a slow source repeats it. A row that failed is forgotten, so that it can be tried
/// again. Used by the thread that adds rows only.
/// </summary>
internal sealed class RecentRows<TOrder, TResult>(BulkOperation<TOrder, TResult> operation, BulkOptions options)
    where TResult : class, IRowResult
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    // Two sets of a window each, and the older one is dropped whole: to remove the oldest row alone, its texts would have
    // to be read again, which have left the processor's cache by then.
    private HashSet<BulkRow<TOrder, TResult>> _latest = new(new SameKey());
    private HashSet<BulkRow<TOrder, TResult>> _earlier = new(new SameKey());

    /// <summary>The earlier row with the same key; null, and the row is remembered, where there is none.</summary>
    public BulkRow<TOrder, TResult>? FindOrRemember(BulkRow<TOrder, TResult> row)
    {
        if (operation.KeyOf(row.Order) is not { } key)
        {
            return null;
        }

        row.Key = key;

        if (_latest.TryGetValue(row, out var known) || _earlier.TryGetValue(row, out known))
        {
            if (!IsStale(known))
            {
                return known;
            }

            _latest.Remove(known);
        }

        _latest.Add(row);
        if (_latest.Count >= options.Window)
        {
            (_latest, _earlier) = (_earlier, _latest);
            _latest.Clear();
        }

        return null;
    }

    private bool IsStale(BulkRow<TOrder, TResult> row) => row.IsDone
        && (row.Count == 0 || !Enumerable.Range(0, row.Count).All(i => operation.IsReusable(row[i])) || options.Clock.GetElapsedTime(row.CameAt) > MaxAge);

    private sealed class SameKey : IEqualityComparer<BulkRow<TOrder, TResult>>
    {
        public bool Equals(BulkRow<TOrder, TResult>? x, BulkRow<TOrder, TResult>? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.Key == y.Key);

        public int GetHashCode(BulkRow<TOrder, TResult> obj) => obj.Key.GetHashCode();
    }
}
