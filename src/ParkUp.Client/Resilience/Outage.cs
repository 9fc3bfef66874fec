namespace ParkUp.Client;

/// <summary>
/// Whether the service is to be taken for out of order. After a few failures in a row one request at a time tries it,
/// less and less often; after two minutes of that it is given up, and what would be sent fails at once, but for one
/// probe every half a minute. Any answer ends it. Touched under the pace's lock only.
/// </summary>
internal sealed class Outage(Pauses pauses)
{
    private const int FailuresToProbe = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ProbeAgain = TimeSpan.FromSeconds(30);

    private int _failures;
    private long _since;
    private ParkUpException? _last;
    private bool _isGivenUp;

    /// <summary>Whether one request at a time is all that may go.</summary>
    public bool IsProbing => _failures >= FailuresToProbe;

    /// <summary>Before this nothing may be sent, by the clock's time stamps.</summary>
    public long NotBefore { get; private set; }

    /// <summary>The failure of whatever would be sent now; null where it may be.</summary>
    public ParkUpException? GivenUp(long now) =>
        _isGivenUp && now < NotBefore ? GivenUpFailure.After(_last!, _failures, pauses.Clock.GetElapsedTime(_since, now)) : null;

    public void OnAnswer()
    {
        _failures = 0;
        _isGivenUp = false;
        _last = null;
    }

    public void OnFailure(ParkUpException failure, long now)
    {
        if (_failures++ == 0)
        {
            _since = now;
        }

        _last = failure;
        var asked = RemedyTable.RetryAfter(failure);
        if (asked > RunPace.LongestRest || (IsProbing && pauses.Clock.GetElapsedTime(_since, now) >= Longest))
        {
            _isGivenUp = true;
            Rest(now, asked > ProbeAgain ? asked : ProbeAgain);
        }
        else
        {
            Rest(now, asked);
            if (IsProbing)
            {
                Rest(now, pauses.Backoff(_failures - FailuresToProbe + 2));
            }
        }
    }

    private void Rest(long now, TimeSpan time) =>
        NotBefore = Math.Max(NotBefore, now + (long)(time.TotalSeconds * pauses.Clock.TimestampFrequency));
}
