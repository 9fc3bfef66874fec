namespace ParkUp.Client;

/// <summary>
/// How many requests may be in flight: a 429 halves it, and as many successes as there are places bring back one of
/// them. Touched under the pace's lock only.
/// </summary>
internal sealed class InFlightLimit
{
    private readonly int _most;
    private long _cutAt;
    private int _successes;

    /// <param name="most">How many at most.</param>
    public InFlightLimit(int most)
    {
        _most = most;
        Current = most;
    }

    public int Current { get; private set; }

    public void OnSuccess()
    {
        if (Current < _most && ++_successes >= Current)
        {
            Current++;
            _successes = 0;
        }
    }

    /// <summary>Those that were in flight together are refused together: that counts once.</summary>
    /// <param name="sent">The number of the request that was refused.</param>
    /// <param name="lastSent">The number of the last request sent so far.</param>
    public void OnRefused(long sent, long lastSent)
    {
        _successes = 0;
        if (sent > _cutAt)
        {
            _cutAt = lastSent;
            Current = Math.Max(1, Current / 2);
        }
    }
}
