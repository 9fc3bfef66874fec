namespace ParkUp.Client;

/// <summary>
/// Whether the service is to be taken for out of order. After a few failures in a row one request at a time tries it,
/// less and less often; after two minutes of that it is given up, and what would be sent fails at once, but for one
/// probe every half a minute. Any answer ends it. A service that asks for more than two minutes' rest is left alone for
/// so long, whatever else it answers meanwhile. Touched under the pace's lock only.
/// </summary>
internal sealed class Outage(Pauses pauses)
{
    private const int FailuresToProbe = 5;

    private static readonly TimeSpan ProbeAgain = TimeSpan.FromSeconds(30);

    private int _failures;
    private long _since;
    private bool _isGivenUp;
    private ParkUpException? _askedForRest;
    private long _restUntil;

    /// <summary>Whether one request at a time is all that may go.</summary>
    public bool IsProbing => _failures >= FailuresToProbe;

    /// <summary>The last failure since the service last answered; null where there is none.</summary>
    public ParkUpException? Last { get; private set; }

    /// <summary>Before this nothing may be sent, by the clock's time stamps.</summary>
    public long NotBefore { get; private set; }

    /// <summary>The failure of whatever would be sent now; null where it may be.</summary>
    public ParkUpException? GivenUp(long now)
    {
        if (_askedForRest is { } asked && now < _restUntil)
        {
            return GivenUpFailure.Resting(asked);
        }

        return _isGivenUp && now < NotBefore ? GivenUpFailure.After(Last!, _failures, pauses.Clock.GetElapsedTime(_since, now)) : null;
    }

    public void OnAnswer()
    {
        _failures = 0;
        _isGivenUp = false;
        Last = null;
    }

    public void OnFailure(ParkUpException failure, long now)
    {
        if (_failures++ == 0)
        {
            _since = now;
        }

        Last = failure;
        var asked = RemedyTable.RetryAfter(failure);
        if (asked > RunPace.LongestRest)
        {
            // The longest rest that was asked for holds: another failure meanwhile does not shorten it.
            var until = pauses.After(now, asked);
            (_askedForRest, _restUntil) = until > _restUntil ? (failure, until) : (_askedForRest, _restUntil);
            return;
        }

        NotBefore = Math.Max(NotBefore, pauses.After(now, asked));
        if (IsProbing)
        {
            _isGivenUp = pauses.Clock.GetElapsedTime(_since, now) >= BulkOptions.LongestOutage;
            NotBefore = Math.Max(NotBefore, pauses.After(now, _isGivenUp ? ProbeAgain : pauses.Backoff(_failures - FailuresToProbe + 2)));
        }
    }
}
