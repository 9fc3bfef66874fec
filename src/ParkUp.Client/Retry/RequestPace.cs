namespace ParkUp.Client;

/// <summary>
/// Requests a second, from the first 429 on: a number in flight cannot hold such a limit, since the faster the answers
/// are, the more requests it lets through. After a 429 the rate is a share of what was answered before, and grows back along
/// a cubic curve (CUBIC, RFC 9438, as in the adaptive retry mode of the AWS SDKs). Used under the gate's lock only.
/// </summary>
internal sealed class RequestPace(TimeProvider clock)
{
    /// <summary>The share of the rate that is kept after a 429.</summary>
    private const double Decrease = 0.9;

    /// <summary>Seconds until the rate is what it was before the 429, at least. CUBIC has this depend on the rate; relative steps do not.</summary>
    private const double ShortestTimeToPeak = 3;

    /// <summary>The same as a multiple of Retry-After: the longer a 429 stops the run, the later the next one is risked.</summary>
    private const double PausesToPeak = 20;

    /// <summary>Requests a second. Slower than this, the circuit breaker decides.</summary>
    private const double LowestRate = 1;

    /// <summary>Seconds by which a request may be late and its successors still be on time: timers are not exact.</summary>
    private const double Slack = 0.02;

    /// <summary>Seconds without a request where one was refused after another.</summary>
    private const double Pause = 0.1;

    private const int RefusalsOfASecond = 4;

    private readonly RecentAnswers _answers = new(clock.TimestampFrequency);
    private readonly double _frequency = clock.TimestampFrequency;
    private double _peak;
    private double _timeToPeak = ShortestTimeToPeak;
    private long _refusedAt;
    private int _refusals;

    /// <summary>The time stamp before which nothing may be sent; 0 before the first 429.</summary>
    public long NotBefore { get; private set; }

    /// <summary>Requests a second; null before the first 429.</summary>
    public double? Rate(long now) =>
        NotBefore == 0 ? null : _peak * (1 + ((1 - Decrease) * Math.Pow(((now - _refusedAt) / _frequency / _timeToPeak) - 1, 3)));

    public void OnSent(long now)
    {
        if (Rate(now) is { } rate)
        {
            NotBefore = Math.Max(NotBefore, now - (long)(Slack * _frequency)) + (long)(_frequency / rate);
        }
    }

    public void OnAnswer(long now)
    {
        _answers.Add(now);
        _refusals = 0;
    }

    /// <param name="retryAfter">The pause that the service asks for, which the circuit breaker keeps.</param>
    public void OnRefused(TimeSpan retryAfter, long now)
    {
        _refusals++;
        _timeToPeak = Math.Max(ShortestTimeToPeak, PausesToPeak * retryAfter.TotalSeconds);
        if (_refusals == 1)
        {
            _peak = Math.Max(LowestRate, Math.Min(_answers.Rate(now, retryAfter), Rate(now) ?? double.MaxValue));
            NotBefore = Math.Max(NotBefore, now);
            _refusedAt = now;
        }
        else if (_refusals < RefusalsOfASecond)
        {
            NotBefore = Math.Max(NotBefore, now + (long)(Pause * _frequency));
        }
        else
        {
            // Still refused: the service counts by the second, and a burst has used up this one.
            _peak = Math.Max(LowestRate, Math.Min(_answers.MostInASecond(now), _peak));
            NotBefore = Math.Max(NotBefore, _answers.EndOfBurst(now));
            _refusedAt = now;
        }
    }
}

/// <summary>Counts answers in tenths of a second, for three seconds: a pause that the service asked for lowers no count.</summary>
internal sealed class RecentAnswers(long frequency)
{
    private const int ASecond = 10;

    private readonly int[] _counts = new int[3 * ASecond];
    private readonly long _tenth = Math.Max(1, frequency / ASecond);
    private long _last;
    private long? _first;

    public void Add(long now)
    {
        Advance(now);
        _first ??= now;
        _counts[_last % _counts.Length]++;
    }

    /// <summary>Answers a second: of the last seconds, or in the first second of the time so far.</summary>
    /// <param name="pause">A pause that follows belongs to the time so far: a burst was meant to be spread over it.</param>
    public double Rate(long now, TimeSpan pause)
    {
        var most = MostInASecond(now);
        return _first is { } first && now - first < frequency
            ? most * frequency / Math.Max(pause.TotalSeconds * frequency, Math.Max(_tenth, now - first))
            : Math.Min(most, WithoutPauses());
    }

    /// <summary>The most answers within a second.</summary>
    public double MostInASecond(long now)
    {
        Advance(now);
        var most = 0;
        for (var end = _last; end > _last - _counts.Length + ASecond; end--)
        {
            most = Math.Max(most, Sum(end));
        }

        // The tenth that has just begun is not a whole one.
        var begun = (double)(now - (_last * _tenth)) / _tenth;
        return Math.Max(most, Sum(_last) / (ASecond - 1 + begun) * ASecond);
    }

    /// <summary>A second after the first of the last second's answers.</summary>
    public long EndOfBurst(long now)
    {
        Advance(now);
        for (var at = _last - ASecond + 1; at <= _last; at++)
        {
            if (at >= 0 && Count(at) > 0)
            {
                return (at + ASecond) * _tenth;
            }
        }

        return now;
    }

    /// <summary>Answers a second in the tenths between two others with answers: where the run did not pause.</summary>
    private double WithoutPauses()
    {
        var (answers, tenths) = (0, 0);
        for (var at = _last - _counts.Length + 2; at < _last; at++)
        {
            if (at > 0 && Count(at - 1) > 0 && Count(at) > 0 && Count(at + 1) > 0)
            {
                answers += Count(at);
                tenths++;
            }
        }

        return tenths == 0 ? double.MaxValue : (double)answers / tenths * ASecond;
    }

    private int Count(long tenth) => _counts[tenth % _counts.Length];

    private int Sum(long end)
    {
        var sum = 0;
        for (var at = Math.Max(0, end - ASecond + 1); at <= end; at++)
        {
            sum += Count(at);
        }

        return sum;
    }

    /// <summary>Clears the tenths that have passed since the last one.</summary>
    private void Advance(long now)
    {
        var tenth = now / _tenth;
        if (tenth - _last >= _counts.Length)
        {
            Array.Clear(_counts);
            _last = tenth;
        }

        while (_last < tenth)
        {
            _counts[++_last % _counts.Length] = 0;
        }
    }
}
