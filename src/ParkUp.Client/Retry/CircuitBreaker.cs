namespace ParkUp.Client;

/// <summary>
/// Five failures in a row leave one request at a time (half open). It probes with another customer than those that
/// failed, where there is one: at once the first time, and then with growing delays. After two minutes of failures the
/// circuit opens: requests fail at once, but for one probe every 30 s. Any answer but 429 and 5xx closes it. A
/// Retry-After of more than two minutes opens it for that time. Used under the gate's lock only.
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
    private int _failedProbes;
    private long _since;
    private bool _isOpen;
    private long _restUntil;
    private long _probeAt;
    private long _repeatAt;
    private ParkUpException? _retryAfterFailure;
    private long _resumeAt;
    private string? _answered;
    private string? _answeredBefore;

    /// <summary>Whether only one request at a time may be sent.</summary>
    public bool IsProbing => _failures >= FailuresToProbe;

    /// <summary>Whether a probe has failed as well, so that the service is to blame and not a few customers.</summary>
    public bool IsOutage => IsProbing && _failedProbes > 0;

    /// <summary>Whether the last request failed.</summary>
    public bool HasFailed => _failures > 0;

    /// <summary>The last failure since the service last answered; null where there is none.</summary>
    public ParkUpException? LastFailure { get; private set; }

    /// <summary>
    /// The customer to list as the next probe: one that was answered before others failed. Every second probe is one
    /// of the requests that wait, since this customer may be in trouble by now. Null where a waiting request is to go.
    /// </summary>
    public string? Witness => IsProbing && _failedProbes % 2 == 0 ? _answered : null;

    /// <summary>The time stamp before which nothing may be sent.</summary>
    /// <param name="asksAnother">Whether the next request is of a customer that has not failed. Those that have spare their retries.</param>
    public long NotBefore(bool asksAnother) => Math.Max(_restUntil, asksAnother ? _probeAt : _repeatAt);

    /// <summary>The failure of a request that would be sent now; null where it may be sent.</summary>
    public ParkUpException? FailureNow(long now)
    {
        if (_retryAfterFailure is { } asked && now < _resumeAt)
        {
            return NotSent(asked, Texts.NotSentBefore.With(asked.Message), asked.Hint);
        }

        if (!_isOpen || now >= Math.Max(_restUntil, _probeAt))
        {
            return null;
        }

        var seconds = Math.Ceiling(backoff.Clock.GetElapsedTime(_since, now).TotalSeconds);
        return NotSent(LastFailure!, Texts.GivenUp.With(_failures, seconds, TextFormat.AsSentence(LastFailure!.Message)), Texts.GivenUpHint);
    }

    public void OnAnswer()
    {
        (_failures, _failedProbes, _probeAt, _repeatAt) = (0, 0, 0, 0);
        _isOpen = false;
        LastFailure = null;
    }

    /// <summary>Notes a customer whose batch has ended with an answer: it can be a witness, and nothing about it is open.</summary>
    public void Trust(string? customer)
    {
        if (customer is not null && !Same(customer, _answered))
        {
            (_answered, _answeredBefore) = (customer, _answered);
        }
    }

    /// <param name="customer">Whose request it was; null for a probe that asked for a customer of other rows.</param>
    /// <param name="counts">Whether it is one more in a row.</param>
    /// <param name="isProbe">Whether it was sent as a probe: what was in flight already is no further evidence.</param>
    public void OnFailure(string? customer, ParkUpException failure, bool counts, bool isProbe, long now)
    {
        _since = _failures == 0 ? now : _since;
        _failures += counts ? 1 : 0;

        LastFailure = failure;
        Distrust(customer);
        var retryAfter = RecoveryPolicy.RetryAfter(failure);
        if (retryAfter > LongestRetryAfter)
        {
            // The longest one holds: another failure meanwhile does not shorten it.
            var until = backoff.Add(now, retryAfter);
            (_retryAfterFailure, _resumeAt) = until > _resumeAt ? (failure, until) : (_retryAfterFailure, _resumeAt);
            return;
        }

        _restUntil = Math.Max(_restUntil, backoff.Add(now, retryAfter));
        if (!IsProbing)
        {
            return;
        }

        _failedProbes += isProbe ? 1 : 0;
        _isOpen = backoff.Clock.GetElapsedTime(_since, now) >= LongestOutage;
        if (_isOpen)
        {
            _probeAt = _repeatAt = backoff.Add(now, ProbeInterval);
            return;
        }

        _repeatAt = Math.Max(_repeatAt, backoff.Add(now, backoff.DelayAfter(_failures - FailuresToProbe + 2)));
        _probeAt = isProbe ? backoff.Add(now, backoff.DelayAfter(_failedProbes + 1)) : _probeAt;
    }

    /// <summary>A customer that fails is no witness that others are answered.</summary>
    private void Distrust(string? customer)
    {
        if (customer is not null && Same(customer, _answered))
        {
            (_answered, _answeredBefore) = (_answeredBefore, null);
        }
        else if (customer is not null && Same(customer, _answeredBefore))
        {
            _answeredBefore = null;
        }
    }

    private static bool Same(string customer, string? other) => string.Equals(customer, other, StringComparison.Ordinal);

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
