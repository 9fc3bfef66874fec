namespace ParkUp.Client;

/// <summary>
/// How many requests may be in flight, and when the next one may be sent. A limit that was given is kept; without one it
/// finds itself by latency (<see cref="LatencyGradient"/>). Overload (429, 503, a timeout) halves either (AIMD), and
/// a 429 sets a rate as well (<see cref="RequestPace"/>). Used under the gate's lock only.
/// </summary>
internal sealed class ConcurrencyLimit
{
    /// <summary>The lowest limit that finds itself, and the first.</summary>
    public const int Least = 4;

    /// <summary>The highest limit that finds itself.</summary>
    public const int Most = 32;

    private readonly RequestPace _pace;
    private readonly LatencyGradient? _gradient;
    private readonly int _given;
    private int _current;
    private int _successes;
    private long _cutAt;

    /// <param name="given">The limit as it was given; null where it is to find itself.</param>
    public ConcurrencyLimit(int? given, TimeProvider clock)
    {
        _pace = new RequestPace(clock);
        _gradient = given is null ? new LatencyGradient(Least, Most) : null;
        _given = _current = given ?? 0;
    }

    /// <summary>Whether the limit was given.</summary>
    public bool IsGiven => _gradient is null;

    public int Current => _gradient?.Limit ?? _current;

    /// <summary>The time stamp before which nothing may be sent.</summary>
    public long NotBefore => _pace.NotBefore;

    /// <summary>Requests a second that the service answered before the last 429; null where there was none.</summary>
    public double? Peak => _pace.Peak;

    /// <summary>Requests a second that may be sent now; null where no 429 has set a rate.</summary>
    public double? Rate(long now) => _pace.Rate(now);

    public void OnSent(long now) => _pace.OnSent(now);

    /// <summary>Notes an answer.</summary>
    /// <param name="isFull">Whether as many requests were in flight as may be.</param>
    /// <param name="lastSent">The number of the last request sent so far.</param>
    public void OnAnswer(in RequestTurn turn, bool isFull, long lastSent, long now)
    {
        _pace.OnAnswer(now);
        if (_gradient is not null)
        {
            _gradient.OnAnswer(turn.Number, now - turn.SentAt, isFull, lastSent);
        }
        else if (_current < _given && ++_successes >= _current)
        {
            _current++;
            _successes = 0;
        }
    }

    /// <summary>Notes a refusal or a timeout. Requests that were in flight together fail together, so that counts once.</summary>
    /// <param name="isInUse">Whether at least half as many requests were in flight as may be. Where the rate holds them back, a lower limit would too.</param>
    /// <param name="lastSent">The number of the last request sent so far.</param>
    /// <returns>Whether it is the first of them.</returns>
    public bool OnOverload(in RequestTurn turn, ParkUpException failure, bool isInUse, long lastSent, long now)
    {
        _successes = 0;
        if (turn.Number <= _cutAt)
        {
            return false;
        }

        _cutAt = lastSent;
        if (isInUse)
        {
            _current = Math.Max(1, _current / 2);
            _gradient?.OnOverload(lastSent);
        }

        if (failure is RateLimitedException)
        {
            _pace.OnRefused(RecoveryPolicy.RetryAfter(failure), now);
        }

        return true;
    }
}

/// <summary>What a run has found of the number of requests that the service takes.</summary>
/// <param name="IsGiven">Whether the limit was given.</param>
/// <param name="Limit">The concurrency limit now.</param>
/// <param name="MostInFlight">The most requests that were in flight at once.</param>
/// <param name="Peak">Requests a second that the service answered before the last 429; null where there was none.</param>
internal sealed record ConcurrencyFound(bool IsGiven, int Limit, int MostInFlight, double? Peak);
