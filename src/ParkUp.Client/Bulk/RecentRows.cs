using System.Runtime.InteropServices;

namespace ParkUp.Client;

/// <summary>
/// The last rows of a run, by what they are about, so that a row that comes twice is sent once. Bounded in number,
/// since the input is not; and in age, since a tag may have changed hands by the time a slow source repeats it.
/// A row that came to nothing is forgotten: the next one about the same may be its correction, or another try. Touched by the thread that adds rows only.
/// </summary>
internal sealed class RecentRows<TOrder, TResult>(BulkOperation<TOrder, TResult> operation, BulkOptions options)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Dictionary<RowSubject, BulkRow<TOrder, TResult>> _bySubject = [];
    private readonly Queue<(RowSubject Subject, BulkRow<TOrder, TResult> Row)> _byAge = new();

    /// <summary>
    /// The row before this one that is about the same; null, and the row is remembered, where there is none. Null, too,
    /// where the operation says that no two rows are about the same.
    /// </summary>
    public BulkRow<TOrder, TResult>? FindOrRemember(BulkRow<TOrder, TResult> row)
    {
        if (operation.SubjectOf(row.Order) is not { } subject)
        {
            return null;
        }

        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySubject, subject, out var exists);
        if (exists && !IsStale(known!))
        {
            return known;
        }

        known = row;
        _byAge.Enqueue((subject, row));
        if (_byAge.Count > options.Window)
        {
            Forget(_byAge.Dequeue());
        }

        return null;
    }

    private bool IsStale(BulkRow<TOrder, TResult> row) =>
        row.IsDone && (!operation.Stands(row[0]) || options.Clock.GetElapsedTime(row.CameAt) > MaxAge);

    private void Forget((RowSubject Subject, BulkRow<TOrder, TResult> Row) oldest)
    {
        // Another row may be remembered for the same by now.
        if (_bySubject.Remove(oldest.Subject, out var known) && !ReferenceEquals(known, oldest.Row))
        {
            _bySubject[oldest.Subject] = known;
        }
    }
}
