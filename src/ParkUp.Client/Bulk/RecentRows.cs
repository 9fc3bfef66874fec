namespace ParkUp.Client;

/// <summary>
/// The last rows of a run, by what they are about, so that a row that comes twice is sent once. Bounded in number,
/// since the input is not; and in age, since a tag may have changed hands by the time a slow source repeats it.
/// A row that came to nothing is forgotten: the next one about the same may be its correction, or another try. Touched by the thread that adds rows only.
/// </summary>
internal sealed class RecentRows<TOrder, TResult>(BulkOperation<TOrder, TResult> operation, BulkOptions options)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Dictionary<RowSubject, Entry> _bySubject = [];
    private readonly Queue<Entry> _byAge = new();

    /// <summary>The row before this one that is about the same; null, and the row is remembered, where there is none.</summary>
    public BulkRow<TOrder, TResult>? FindOrRemember(RowSubject subject, BulkRow<TOrder, TResult> row)
    {
        if (_bySubject.TryGetValue(subject, out var known) && !IsStale(known))
        {
            return known.Row;
        }

        if (_byAge.Count >= options.Window)
        {
            Forget(_byAge.Dequeue());
        }

        var entry = new Entry(subject, row);
        _bySubject[subject] = entry;
        _byAge.Enqueue(entry);
        return null;
    }

    private bool IsStale(Entry entry) => 
        entry.Row.IsDone && (!operation.Stands(entry.Row[0]) || options.Clock.GetElapsedTime(entry.Row.CameAt) > MaxAge);

    private void Forget(Entry entry)
    {
        // Another row may be remembered for the same by now.
        if (_bySubject.TryGetValue(entry.Subject, out var known) && ReferenceEquals(known.Row, entry.Row))
        {
            _bySubject.Remove(entry.Subject);
        }
    }

    private readonly record struct Entry(RowSubject Subject, BulkRow<TOrder, TResult> Row);
}
