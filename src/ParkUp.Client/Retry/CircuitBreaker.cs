namespace ParkUp.Client;

/// <summary>
/// Five failures in a row leave one request at a time, with growing delays (half open). After two minutes of
/// failures the circuit opens: requests fail at once, but for one probe every 30 s. Any answer but 429 and 5xx closes it.
/// A Retry-After of more than two minutes opens it for that time. Used under the gate's lock only.
/// </summary>
internal sealed class CircuitBreaker(Backoff backoff)
{
    /// <summary>How long a service that fails is tried.</summary>
    public static readonly TimeSpan LongestOutage = TimeSpan.FromMinutes(2);

    /// <summary>A longer Retry-After is not waited for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(2);

    private const int FailuresToProbe = 5;

    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(30);

    private int _failures;
    private long _since;
    private bool _isOpen;
    private ParkUpException? _retryAfterFailure;
    private long _resumeAt;

    /// <summary>Whether only one request at a time may be sent.</summary>
    public bool IsProbing => _failures >= FailuresToProbe;

    /// <summary>The last failure since the service last answered; null where there is none.</summary>
    public ParkUpException? LastFailure { get; private set; }

    /// <summary>The time stamp before which nothing may be sent.</summary>
    public long NotBefore { get; private set; }

    /// <summary>The failure of a request that would be sent now; null where it may be sent.</summary>
    public ParkUpException? FailureNow(long now)
    {
        if (_retryAfterFailure is { } asked && now < _resumeAt)
        {
            return NotSent(asked, Texts.NotSentBefore.With(asked.Message), asked.Hint);
        }

        if (!_isOpen || now >= NotBefore)
        {
            return null;
        }

        var seconds = Math.Ceiling(backoff.Clock.GetElapsedTime(_since, now).TotalSeconds);
        return NotSent(LastFailure!, Texts.GivenUp.With(_failures, seconds, TextFormat.AsSentence(LastFailure!.Message)), Texts.GivenUpHint);
    }

    public void OnAnswer()
    {
        _failures = 0;
        _isOpen = false;
        LastFailure = null;
    }

    public void OnFailure(ParkUpException failure, long now)
    {
        if (_failures++ == 0)
        {
            _since = now;
        }

        LastFailure = failure;
        var retryAfter = RecoveryPolicy.RetryAfter(failure);
        if (retryAfter > LongestRetryAfter)
        {
            // The longest one holds: another failure meanwhile does not shorten it.
            var until = backoff.Add(now, retryAfter);
            (_retryAfterFailure, _resumeAt) = until > _resumeAt ? (failure, until) : (_retryAfterFailure, _resumeAt);
            return;
        }

        NotBefore = Math.Max(NotBefore, backoff.Add(now, retryAfter));
        if (IsProbing)
        {
            _isOpen = backoff.Clock.GetElapsedTime(_since, now) >= LongestOutage;
            NotBefore = Math.Max(NotBefore, backoff.Add(now, _isOpen ? ProbeInterval : backoff.DelayAfter(_failures - FailuresToProbe + 2)));
        }
    }

    /// <summary>An error of the same type as the last failure, so that its error id says what is wrong with the service.</summary>
    private static ParkUpException NotSent(ParkUpException last, string message, string? hint) => last switch
    {
        RequestTimeoutException => new RequestTimeoutException(message, last) { IsCircuitOpen = true, Hint = hint },
        ServerErrorException => new ServerErrorException(message, last) { IsCircuitOpen = true, Hint = hint },
        RateLimitedException => new RateLimitedException(message, last) { IsCircuitOpen = true, Hint = hint },
        InvalidResponseException => new InvalidResponseException(message, last) { IsCircuitOpen = true, Hint = hint },
        _ => new ConnectionFailedException(message, last) { IsCircuitOpen = true, Hint = hint },
    };
}
