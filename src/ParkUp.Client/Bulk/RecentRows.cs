using System.Runtime.InteropServices;

namespace ParkUp.Client;

/// <summary>
/// Finds duplicates among the last rows of a run. Bounded in number, since the input is not, and in age, since a tag may
/// change hands while a slow source repeats it. A row that failed is forgotten, so that it can be tried again. Used by
/// the thread that adds rows only.
/// </summary>
internal sealed class RecentRows<TOrder, TResult>(BulkOperation<TOrder, TResult> operation, BulkOptions options)
    where TResult : class, IRowResult
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Dictionary<RowKey, BulkRow<TOrder, TResult>> _byKey = [];
    private readonly Queue<(RowKey Key, BulkRow<TOrder, TResult> Row)> _byAge = new();

    /// <summary>The earlier row with the same key; null, and the row is remembered, where there is none.</summary>
    public BulkRow<TOrder, TResult>? FindOrRemember(BulkRow<TOrder, TResult> row)
    {
        if (operation.KeyOf(row.Order) is not { } key)
        {
            return null;
        }

        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, key, out var exists);
        if (exists && !IsStale(known!))
        {
            return known;
        }

        known = row;
        _byAge.Enqueue((key, row));
        if (_byAge.Count > options.Window)
        {
            Forget(_byAge.Dequeue());
        }

        return null;
    }

    private bool IsStale(BulkRow<TOrder, TResult> row) => row.IsDone
        && (row.Count == 0 || !Enumerable.Range(0, row.Count).All(i => operation.IsReusable(row[i])) || options.Clock.GetElapsedTime(row.CameAt) > MaxAge);

    private void Forget((RowKey Key, BulkRow<TOrder, TResult> Row) oldest)
    {
        // Another row may have taken its place.
        if (_byKey.Remove(oldest.Key, out var known) && !ReferenceEquals(known, oldest.Row))
        {
            _byKey[oldest.Key] = known;
        }
    }
}
