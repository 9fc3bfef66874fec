namespace ParkUp.Client;

/// <summary>
/// Requests a second, from the first 429 on: a number in flight cannot hold such a limit, since the faster the answers
/// are, the more requests it lets through. After a 429 the rate is a share of what was answered before, and grows back along
/// a cubic curve (after CUBIC, RFC 9438, as in the adaptive retry mode of the AWS SDKs). Used under the gate's lock only.
/// </summary>
internal sealed class RequestPace(TimeProvider clock)
{
    /// <summary>The share of the rate that is kept after a 429.</summary>
    private const double Decrease = 0.9;

    /// <summary>Seconds until the rate is what it was before the 429, at least. CUBIC has this depend on the rate; relative steps do not.</summary>
    private const double ShortestTimeToPeak = 3;

    /// <summary>The same as a multiple of Retry-After: the longer a 429 stops the run, the later the next one is risked.</summary>
    private const double PausesToPeak = 20;

    /// <summary>Seconds until then at most.</summary>
    private const double LongestTimeToPeak = 30;

    /// <summary>Requests a second. Refusals that a lower rate does not cure must not bring a run to a halt.</summary>
    private const double LowestRate = 10;

    /// <summary>
    /// Seconds by which a request may be late and its successors still be on time: two steps of the timers of Windows, which
    /// ring every 15.6 ms, and the time until a thread of the pool is free.
    /// </summary>
    private const double Slack = 0.035;

    /// <summary>Seconds without a request where one was refused after another.</summary>
    private const double Pause = 0.1;

    private const int RefusalsOfASecond = 4;

    /// <summary>The share of the requests since the rate was set.</summary>
    private const double ManyRefusals = 0.2;

    private const int FewRefusals = 5;

    private const int ManyAnswers = 50;

    private readonly RecentAnswers _answers = new(clock.TimestampFrequency);
    private readonly double _frequency = clock.TimestampFrequency;
    private double _timeToPeak = ShortestTimeToPeak;
    private long _refusedAt;
    private int _refusals;
    private int _refusedSince;
    private int _answeredSince;

    /// <summary>The time stamp before which nothing may be sent.</summary>
    public long NotBefore { get; private set; }

    /// <summary>Requests a second that the service answered before the last 429; null before the first one.</summary>
    public double? Peak { get; private set; }

    /// <summary>Requests a second that may be sent now; null before the first 429.</summary>
    public double? Rate(long now)
    {
        var x = ((now - _refusedAt) / _frequency / _timeToPeak) - 1;
        return Peak * (1 + ((x < 0 ? 1 - Decrease : 1) * x * x * x));
    }

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
        _answeredSince++;
        _refusals = 0;
    }

    /// <param name="retryAfter">The pause that the service asks for, which the circuit breaker keeps.</param>
    public void OnRefused(TimeSpan retryAfter, long now)
    {
        _refusals++;
        _timeToPeak = Math.Clamp(PausesToPeak * retryAfter.TotalSeconds, ShortestTimeToPeak, LongestTimeToPeak);
        _refusedSince++;
        if (_refusals == 1)
        {
            if (IsForTheRate(now))
            {
                SetPeak(_answers.Rate(now, retryAfter), Rate(now));
                Restart(now);
            }
        }
        else if (_refusals < RefusalsOfASecond)
        {
            NotBefore = Math.Max(NotBefore, now + (long)(Pause * _frequency));
        }
        else
        {
            // Still refused: the service counts by the second, and a burst has used up this one.
            SetPeak(_answers.MostInASecond(now), Peak);
            NotBefore = Math.Max(NotBefore, _answers.EndOfBurst(now));
            Restart(now);
        }
    }

    /// <summary>
    /// Whether a refusal is for the rate: at its peak, or where many are refused below it. Few may have another reason,
    /// which a lower rate does not cure.
    /// </summary>
    private bool IsForTheRate(long now) =>
        (Peak is null ? _answeredSince >= ManyAnswers : now - _refusedAt >= _timeToPeak * _frequency)
        || (_refusedSince >= FewRefusals && _refusedSince > ManyRefusals * (_refusedSince + _answeredSince));

    private void Restart(long now) => (_refusedAt, _refusedSince, _answeredSince) = (now, 0, 0);

    /// <summary>Sets the lower of the rate that was answered and the one that was allowed. Where nothing was answered lately, nothing is known of the rate.</summary>
    private void SetPeak(double answered, double? allowed)
    {
        if (answered > 0)
        {
            Peak = Math.Max(LowestRate, Math.Min(answered, allowed ?? answered));
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
