namespace ParkUp.Client;

/// <summary>
/// An adaptive concurrency limit (AIMD): a 429 halves it, and as many successes as it has places add one. Used under the
/// gate's lock only.
/// </summary>
internal sealed class ConcurrencyLimit
{
    private readonly int _maximum;
    private long _cutAt;
    private int _successes;

    /// <param name="maximum">The highest limit, and the first.</param>
    public ConcurrencyLimit(int maximum) => _maximum = Current = maximum;

    public int Current { get; private set; }

    public void OnSuccess()
    {
        if (Current < _maximum && ++_successes >= Current)
        {
            Current++;
            _successes = 0;
        }
    }

    /// <summary>Requests that were in flight together are refused together, so that counts once.</summary>
    /// <param name="sent">The number of the refused request.</param>
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
