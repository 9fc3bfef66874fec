namespace ParkUp.Client;

/// <summary>The requests that wait at the gate: those of batches that wait aside, and the others. Used under the gate's lock only.</summary>
internal sealed class WaitingRequests
{
    private readonly LinkedList<TaskCompletionSource<RequestTurn>> _aside = new();
    private readonly LinkedList<TaskCompletionSource<RequestTurn>> _others = new();

    public int Count => _aside.Count + _others.Count;

    public bool HasAside => _aside.Count > 0;

    public bool HasOthers => _others.Count > 0;

    public void Add(TaskCompletionSource<RequestTurn> turn, bool isAside) => (isAside ? _aside : _others).AddLast(turn);

    /// <summary>Takes the oldest or the newest of one kind.</summary>
    public TaskCompletionSource<RequestTurn> Take(bool isAside, bool isNewest)
    {
        var queue = isAside ? _aside : _others;
        var taken = (isNewest ? queue.Last : queue.First)!;
        queue.Remove(taken);
        return taken.Value;
    }
}
