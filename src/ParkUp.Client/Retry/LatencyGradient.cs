namespace ParkUp.Client;

/// <summary>
/// Finds a concurrency limit by the latency of the answers, by the gradient of Netflix's concurrency-limits: after a slow
/// start, each round sets <c>limit × base ÷ latency + √limit</c>. Rising latency is put to a test: where half of the
/// limit makes the answers no faster, they did not wait in a queue, and the base is set anew. Used under the gate's lock only.
/// </summary>
internal sealed class LatencyGradient
{
    /// <summary>Latency this much above the base is noise, not a queue.</summary>
    private const double Tolerance = 1.15;

    /// <summary>A test halves the limit at most.</summary>
    private const double SteepestGradient = 0.5;

    /// <summary>A smaller reduction is not worth its test.</summary>
    private const double LeastReduction = 0.9;

    private readonly int _least;
    private readonly int _most;
    private readonly long[] _latencies;
    private int _limit;
    private int _count;
    private long _roundFrom;
    private bool _wasFull;
    private bool _isSlowStart = true;
    private double _base = double.MaxValue;

    // The limit and the latency before the test; the limit is 0 where none is under way.
    private int _testedLimit;
    private double _testedLatency;

    /// <param name="least">The lowest limit, and the first.</param>
    /// <param name="most">The highest limit.</param>
    public LatencyGradient(int least, int most)
    {
        (_least, _most, _limit) = (least, most, least);
        _latencies = new long[2 * most];
    }

    public int Limit => _limit;

    /// <summary>Notes an answer.</summary>
    /// <param name="number">The number of its request.</param>
    /// <param name="ticks">Its latency, in ticks of the clock.</param>
    /// <param name="isFull">Whether all places were taken. A limit that is not used says nothing.</param>
    /// <param name="lastSent">The number of the last request sent so far.</param>
    public void OnAnswer(long number, long ticks, bool isFull, long lastSent)
    {
        if (number <= _roundFrom)
        {
            // Sent under another limit.
            return;
        }

        _wasFull |= isFull;
        _latencies[_count++] = Math.Max(1, ticks);
        if (_count >= (_isSlowStart ? _limit : 2 * _limit))
        {
            var before = _limit;
            var (latency, noise) = Summarize(_latencies.AsSpan(0, _count));
            EndRound(latency, noise);

            // Those that fill the new places are sent together, and show less of a queue than those that follow.
            BeginRound(lastSent + (_isSlowStart ? 0 : Math.Max(0, _limit - before)));
        }
    }

    /// <summary>Halves the limit.</summary>
    /// <param name="lastSent">The number of the last request sent so far.</param>
    public void OnOverload(long lastSent)
    {
        _limit = Math.Max(_least, _limit / 2);
        (_isSlowStart, _testedLimit) = (false, 0);
        BeginRound(lastSent);
    }

    private void BeginRound(long from) => (_count, _roundFrom, _wasFull) = (0, from, false);

    private void EndRound(double latency, double noise)
    {
        if (!_wasFull)
        {
            _base = Math.Min(_base, latency);
        }
        else if (_testedLimit > 0)
        {
            EndTest(latency);
        }
        else if ((latency + noise) * Tolerance < _base && !_isSlowStart)
        {
            // Faster than ever: the old base hides whether there is a queue.
            BeginTest(latency, SteepestGradient);
        }
        else
        {
            _base = Math.Min(_base, latency);
            Adjust(latency, noise);
        }
    }

    private void Adjust(double latency, double noise)
    {
        // Slow start doubles the limit, so it ends at half the evidence.
        var certain = latency - (_isSlowStart ? noise / 2 : noise);
        var gradient = Math.Min(1, Tolerance * _base / Math.Max(_base, certain));
        var next = (_limit * gradient) + Math.Sqrt(_limit);
        if (_isSlowStart)
        {
            _isSlowStart = gradient >= 1 && _limit < _most;
            _limit = Limited(gradient >= 1 ? _limit * 2 : _limit * gradient);
        }
        else if (next < _limit * LeastReduction)
        {
            BeginTest(latency, Math.Max(SteepestGradient, gradient));
        }
        else
        {
            _limit = Math.Max(_limit, Limited(next));
        }
    }

    private void BeginTest(double latency, double gradient)
    {
        (_testedLimit, _testedLatency) = (_limit, latency);
        _limit = Limited(_limit * gradient);
    }

    /// <summary>In a queue, half of the limit costs no throughput; otherwise it costs half. The limit divided by the latency is the throughput.</summary>
    private void EndTest(double latency)
    {
        var reduced = 1 - ((double)_limit / _testedLimit);
        var lost = 1 - (_limit / latency * _testedLatency / _testedLimit);
        if (lost < reduced / 2)
        {
            _base = Math.Min(_base, latency);
        }
        else
        {
            (_base, _limit) = (latency, _testedLimit);
        }

        _testedLimit = 0;
    }

    private int Limited(double limit) => Math.Clamp((int)limit, _least, _most);

    /// <summary>The mean without the lowest and the highest eighth, and twice its standard error.</summary>
    private static (double Latency, double Noise) Summarize(Span<long> latencies)
    {
        latencies.Sort();
        var trimmed = latencies[(latencies.Length / 8)..^(latencies.Length / 8)];
        double sum = 0;
        double squares = 0;
        foreach (var latency in trimmed)
        {
            sum += latency;
            squares += (double)latency * latency;
        }

        var mean = sum / trimmed.Length;
        return (mean, 2 * Math.Sqrt(Math.Max(0, (squares / trimmed.Length) - (mean * mean)) / trimmed.Length));
    }
}
