namespace ParkUp.Client;

/// <summary>
/// The requests of one batch, one after the other, at the gate of its run. Once one of them has failed the batch waits
/// aside: others take its place, and its requests have no more than half of the concurrency limit while others need the rest.
/// </summary>
/// <param name="onAside">Called once, when the batch steps aside; not under the gate's lock.</param>
internal sealed class RequestLane(RequestGate gate, Action? onAside = null) : IDisposable
{
    public RequestGate Gate { get; } = gate;

    /// <summary>Set by the gate, under its lock.</summary>
    public bool IsAside { get; set; }

    /// <summary>The customer whose request was answered last; null where it failed. Set by the gate, under its lock.</summary>
    public string? Answered { get; set; }

    /// <summary>Waits until a request may be sent.</summary>
    /// <exception cref="ParkUpException">The circuit is open: nothing is sent.</exception>
    public Task<RequestTurn> EnterAsync(CancellationToken stop) => Gate.EnterAsync(this, stop);

    /// <summary>Ends a request.</summary>
    /// <param name="customer">Whose request it was.</param>
    /// <param name="failure">Its failure; null where it succeeded.</param>
    public void Leave(in RequestTurn turn, string customer, ParkUpException? failure)
    {
        var wasAside = IsAside;
        Gate.Leave(this, turn, customer, failure);
        if (IsAside && !wasAside)
        {
            onAside?.Invoke();
        }
    }

    public void Dispose() => Gate.Close(this);
}

/// <summary>The turn of one request at the gate.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="SentAt">When it was let go, as a time stamp of the clock.</param>
/// <param name="IsAside">Whether it counts among those of batches that wait aside.</param>
/// <param name="IsProbe">Whether it probes the service.</param>
/// <param name="Witness">The customer to list first, since the answer tells whether the service answers at all; then another turn is needed. Null where the request itself is sent.</param>
internal readonly record struct RequestTurn(long Number, long SentAt, bool IsAside, bool IsProbe, string? Witness);
