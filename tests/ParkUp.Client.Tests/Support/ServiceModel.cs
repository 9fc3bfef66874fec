using Microsoft.Extensions.Time.Testing;

namespace ParkUp.Client.Tests.Support;

/// <summary>
/// A service in simulated time, and a client that always has a request to send and sends it as soon as the limit lets
/// it. A thousand seconds take milliseconds, and the same seed gives the same run.
/// </summary>
internal sealed class ServiceModel(int seed = 1)
{
    private const long Millisecond = TimeSpan.TicksPerMillisecond;

    private readonly Random _random = new(seed);
    private int _window = -1;
    private int _used;

    /// <summary>How many it works on at once; the others wait in a queue.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    /// <summary>The time that it works on a request, in milliseconds, by the seconds since the start.</summary>
    public Func<double, double> Latency { get; init; } = static _ => 20;

    /// <summary>The share by which that time varies, up and down.</summary>
    public double Jitter { get; init; }

    /// <summary>The share of requests that it answers with a 429 whatever the rate.</summary>
    public double ShareRefused { get; init; }

    /// <summary>The most requests in any second, after which it answers 429; null for no such limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>So many requests in each fixed window of so many seconds, after which a 429 asks to wait for the next one; null for no quota.</summary>
    public (int Requests, int Seconds)? Quota { get; init; }

    /// <summary>What others have used of the first window.</summary>
    public int UsedAtStart { get; init; }

    public bool IsRetryAfterRoundedDown { get; init; }

    /// <summary>The Retry-After of a 429, for which nothing is sent.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>The step of the client's timers: they ring at its multiples only, as on Windows every 15.625 ms.</summary>
    public TimeSpan TimerStep { get; init; } = TimeSpan.FromTicks(1);

    /// <summary>Whether it answers 503, by the seconds since the start.</summary>
    public Func<double, bool> IsOverloaded { get; init; } = static _ => false;

    /// <summary>Runs until so many requests were answered.</summary>
    public ModelRun Run(ConcurrencyLimit limit, int answers)
    {
        var run = new ModelRun();
        var ends = new PriorityQueue<(Answer Answer, RequestTurn Turn), long>();
        var workers = new PriorityQueue<int, long>(Enumerable.Range(0, Math.Min(Capacity, 1000)).Select(static worker => (worker, 0L)));
        var accepted = new Queue<long>();
        long now = TimeSpan.TicksPerSecond;
        long number = 0;
        long pausedUntil = 0;
        var inFlight = 0;
        while (run.Answered < answers)
        {
            for (; inFlight < limit.Current && now >= Math.Max(pausedUntil, limit.NotBefore); inFlight++)
            {
                var turn = new RequestTurn(++number, now, IsAside: false, IsProbe: false, Witness: null);
                limit.OnSent(now);
                var answer = Refuses(now, accepted);
                ends.Enqueue((answer, turn), answer == Answer.Done ? Work(workers, now) : now + (2 * Millisecond));
            }

            run.Note(Seconds(now), limit.Current, inFlight);
            var rings = RingsAt(now, Math.Max(pausedUntil, limit.NotBefore));
            if (inFlight < limit.Current && (ends.Count == 0 || NextOf(ends) > rings))
            {
                now = rings;
                continue;
            }

            ends.TryDequeue(out var ended, out now);
            var isFull = inFlight >= limit.Current;
            inFlight--;
            if (ended.Answer == Answer.Done)
            {
                limit.OnAnswer(ended.Turn, isFull, number, now);
                run.NoteAnswer(Seconds(now), (double)(now - ended.Turn.SentAt) / Millisecond);
            }
            else
            {
                ParkUpException failure = ended.Answer == Answer.TooManyRequests ? new RateLimitedException("429") { RetryAfter = RetryAfterAt(Seconds(now)) } : new ServerErrorException("503");
                run.Pauses += ended.Answer == Answer.TooManyRequests && pausedUntil <= now ? 1 : 0;
                pausedUntil = Math.Max(pausedUntil, ended.Answer == Answer.TooManyRequests ? now + RetryAfterAt(Seconds(now)).Ticks : 0);
                limit.OnOverload(ended.Turn, failure, isInUse: (inFlight + 1) * 2 >= limit.Current, number, now);
                run.Refused++;
            }
        }

        return run;
    }

    /// <summary>A limit whose clock has the ticks of the model.</summary>
    public static ConcurrencyLimit Limit(int? given = null) => new(given, new FakeTimeProvider());

    private static double Seconds(long now) => (double)(now - TimeSpan.TicksPerSecond) / TimeSpan.TicksPerSecond;

    private static long NextOf(PriorityQueue<(Answer Answer, RequestTurn Turn), long> ends) => ends.TryPeek(out _, out var next) ? next : long.MaxValue;

    /// <summary>When a timer for that time rings: the gate asks for whole milliseconds, and the system rings at a step.</summary>
    private long RingsAt(long now, long time)
    {
        var due = TimerStep.Ticks == 1 ? time : now + (Math.Max(0, time - now + Millisecond - 1) / Millisecond * Millisecond);
        return (due + TimerStep.Ticks - 1) / TimerStep.Ticks * TimerStep.Ticks;
    }

    private long Work(PriorityQueue<int, long> workers, long now)
    {
        var time = (long)(Latency(Seconds(now)) * (1 + (Jitter * ((2 * _random.NextDouble()) - 1))) * Millisecond);
        if (Capacity == int.MaxValue)
        {
            return now + time;
        }

        workers.TryDequeue(out var worker, out var free);
        var end = Math.Max(now, free) + time;
        workers.Enqueue(worker, end);
        return end;
    }

    private Answer Refuses(long now, Queue<long> accepted)
    {
        if (IsOverloaded(Seconds(now)))
        {
            return Answer.Overloaded;
        }

        while (accepted.TryPeek(out var oldest) && oldest <= now - TimeSpan.TicksPerSecond)
        {
            accepted.Dequeue();
        }

        if (accepted.Count >= RequestsPerSecond || !HasQuota(Seconds(now)) || (ShareRefused > 0 && _random.NextDouble() < ShareRefused))
        {
            return Answer.TooManyRequests;
        }

        accepted.Enqueue(now);
        return Answer.Done;
    }

    private bool HasQuota(double second)
    {
        if (Quota is not { } quota)
        {
            return true;
        }

        var window = (int)(second / quota.Seconds);
        _used = window == _window ? _used : window == 0 ? UsedAtStart : 0;
        _window = window;
        return ++_used <= quota.Requests;
    }

    private TimeSpan RetryAfterAt(double second)
    {
        var left = Quota is { } quota ? quota.Seconds - (second % quota.Seconds) : RetryAfter.TotalSeconds;
        return TimeSpan.FromSeconds(IsRetryAfterRoundedDown ? Math.Floor(left) : Math.Ceiling(left));
    }

    private enum Answer
    {
        Done, TooManyRequests, Overloaded,
    }
}

/// <summary>What happened in a run of the model.</summary>
internal sealed class ModelRun
{
    private readonly List<(double Second, int Limit, int InFlight)> _course = [];
    private readonly List<(double Second, double Milliseconds)> _answers = [];

    public int Answered => _answers.Count;

    public int Refused { get; set; }

    /// <summary>How often the service asked for a pause while there was none.</summary>
    public int Pauses { get; set; }

    public double Seconds => _answers[^1].Second;

    public double ShareRefused => (double)Refused / (Refused + Answered);

    public IEnumerable<(double Second, int Limit, int InFlight)> Course => _course;

    /// <summary>Answers a second between two moments.</summary>
    public double Rate(double from = 0, double until = double.MaxValue) =>
        _answers.Count(answer => answer.Second >= from && answer.Second < until) / (Math.Min(until, Seconds) - from);

    /// <summary>The latency that a share of the answers did not exceed, in milliseconds.</summary>
    public double Percentile(double share, double from = 0)
    {
        var latencies = _answers.Where(answer => answer.Second >= from).Select(static answer => answer.Milliseconds).Order().ToList();
        return latencies[(int)(share * (latencies.Count - 1))];
    }

    /// <summary>The limits from a moment on.</summary>
    public IReadOnlyList<int> LimitsAfter(double second) => [.. _course.Where(point => point.Second >= second).Select(static point => point.Limit)];

    public void Note(double second, int limit, int inFlight) => _course.Add((second, limit, inFlight));

    public void NoteAnswer(double second, double milliseconds) => _answers.Add((second, milliseconds));
}
