namespace ParkUp.Client;

/// <summary>The attempts of one request, or of one write and of what is left of it after reconciliation.</summary>
internal sealed class RetryState(RequestLane lane)
{
    public RequestLane Lane { get; } = lane;

    /// <summary>The number of the next attempt, from 1.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>Waits before another attempt.</summary>
    /// <returns>False, at once, where no retry is left, or Retry-After is longer than a run waits.</returns>
    public async Task<bool> WaitForRetryAsync(ParkUpException failure, CancellationToken stop)
    {
        if (!Lane.Gate.TryTakeRetry(failure, retries: Attempt - 1))
        {
            return false;
        }

        var delay = Lane.Gate.Backoff.DelayAfter(Attempt);
        var retryAfter = RecoveryPolicy.RetryAfter(failure);
        Attempt++;
        await Lane.Gate.Backoff.WaitAsync(delay > retryAfter ? delay : retryAfter, stop).ConfigureAwait(false);
        return true;
    }
}
