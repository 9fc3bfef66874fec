namespace ParkUp.Client;

/// <summary>The rows of one customer that are still to be sent, in their order. Touched under the run's lock only.</summary>
/// <param name="key">The customer; null where the queue is of a single row, and nobody looks it up.</param>
internal sealed class CustomerQueue<TOrder, TResult>(string? key)
{
    public string? Key { get; } = key;

    /// <summary>Rows that no request has taken yet.</summary>
    public Queue<BulkRow<TOrder, TResult>> Waiting { get; } = new(capacity: 1);

    /// <summary>Whether a request is in flight.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether it is among those that may go at once.</summary>
    public bool IsReady { get; set; }

    /// <summary>The oldest of the waiting rows.</summary>
    public BulkRow<TOrder, TResult> Oldest => Waiting.Peek();
}
