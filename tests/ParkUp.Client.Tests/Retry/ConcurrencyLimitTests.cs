using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>The course of the limit at services of several kinds, on a model of them.</summary>
public sealed class ConcurrencyLimitTests
{
    [Fact]
    public void It_starts_at_4_and_doubles_with_each_round_while_answers_are_as_fast_as_before()
    {
        var limits = new ServiceModel().Run(ServiceModel.Limit(), 500).LimitsAfter(0).Distinct();

        Assert.Equal([4, 8, 16, 32], limits);
    }

    [Fact]
    public void At_a_service_that_queues_beyond_8_it_settles_between_8_and_16()
    {
        var run = new ServiceModel { Capacity = 8, Jitter = 0.1 }.Run(ServiceModel.Limit(), 3000);

        Assert.All(run.LimitsAfter(1), static limit => Assert.InRange(limit, 8, 16));
        Assert.InRange(run.Rate(), 0.95 * 400, 400);
    }

    [Fact]
    public void The_99th_percentile_of_latency_is_at_most_twice_that_at_the_best_fixed_limit()
    {
        var service = () => new ServiceModel { Capacity = 8, Jitter = 0.1 };

        var found = service().Run(ServiceModel.Limit(), 3000).Percentile(0.99);
        var best = service().Run(ServiceModel.Limit(8), 3000).Percentile(0.99);

        Assert.InRange(found / best, 0, 2);
    }

    [Theory]
    [InlineData(int.MaxValue, 32)]
    [InlineData(8, 8)]
    public void Latency_that_triples_in_mid_run_and_comes_back_costs_a_tenth_of_the_throughput_at_most(int capacity, int best)
    {
        var service = () => new ServiceModel { Capacity = capacity, Latency = static second => second is >= 3 and < 6 ? 60 : 20, Jitter = 0.1 };
        var answers = best * 1000 / 20 * 7;

        var found = service().Run(ServiceModel.Limit(), answers);
        var given = service().Run(ServiceModel.Limit(best), answers);

        Assert.All([(0, 3), (3, 6), (6, 8)], phase => Assert.InRange(found.Rate(phase.Item1, phase.Item2) / given.Rate(phase.Item1, phase.Item2), 0.9, 1.1));
    }

    [Fact]
    public void Where_a_lower_limit_makes_answers_no_faster_it_is_taken_back()
    {
        var run = new ServiceModel { Latency = static second => second < 1 ? 20 : 60 }.Run(ServiceModel.Limit(), 4000);

        var after = run.LimitsAfter(1).Distinct().ToList();
        Assert.Equal([32, 16], after);
        Assert.Equal(32, run.LimitsAfter(2).Min());
    }

    [Fact]
    public void A_limit_that_is_not_used_does_not_grow()
    {
        var limit = ServiceModel.Limit();
        for (var number = 1; number <= 1000; number++)
        {
            limit.OnAnswer(Turn(number), isFull: false, lastSent: number, now: 100);
        }

        Assert.Equal(4, limit.Current);
    }

    [Fact]
    public void Overload_halves_it_once_for_all_that_were_in_flight_together_and_not_below_4()
    {
        var limit = ServiceModel.Limit();
        new ServiceModel().Run(limit, 500);
        Assert.Equal(32, limit.Current);

        for (var number = 1001; number <= 1032; number++)
        {
            limit.OnOverload(Turn(number), new ServerErrorException("503"), isInUse: true, lastSent: 1032, now: 0);
        }

        Assert.Equal(16, limit.Current);
        for (var number = 1033; number < 1040; number++)
        {
            limit.OnOverload(Turn(number), new ServerErrorException("503"), isInUse: true, lastSent: number, now: 0);
        }

        Assert.Equal(4, limit.Current);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(1)]
    public void At_a_service_that_takes_100_a_second_it_sends_90_or_more_and_one_in_twenty_is_refused_at_most(double latency)
    {
        var run = new ServiceModel { Latency = _ => latency, RequestsPerSecond = 100 }.Run(ServiceModel.Limit(), 2500);

        Assert.InRange(run.Rate(), 90, 100);
        Assert.InRange(run.ShareRefused, 0, 0.05);
    }

    [Theory]
    [InlineData(100, 10)]
    [InlineData(300, 3)]
    [InlineData(360, 2)]
    public void With_timers_that_ring_every_other_step_of_Windows_it_sends_nine_in_ten_as_well(int perSecond, double latency)
    {
        var service = new ServiceModel { Latency = _ => latency, RequestsPerSecond = perSecond, TimerStep = TimeSpan.FromMilliseconds(31.25) };

        var run = service.Run(ServiceModel.Limit(), 25 * perSecond);

        Assert.InRange(run.Rate(), 0.9 * perSecond, perSecond);
        Assert.InRange(run.ShareRefused, 0, 0.05);
    }

    [Fact]
    public void Where_each_429_asks_for_a_pause_of_a_second_it_sends_90_or_more_as_well()
    {
        var run = new ServiceModel { RequestsPerSecond = 100, RetryAfter = TimeSpan.FromSeconds(1) }.Run(ServiceModel.Limit(), 5000);

        Assert.InRange(run.Rate(), 90, 100);
        Assert.InRange(run.ShareRefused, 0, 0.05);
    }

    [Theory]
    [InlineData(100, 10, true)]
    [InlineData(100, 10, false)]
    [InlineData(1000, 10, true)]
    [InlineData(1000, 10, false)]
    [InlineData(600, 60, true)]
    [InlineData(600, 60, false)]
    public void A_quota_of_a_fixed_window_is_used_even_where_it_was_used_up_before_the_run(int quota, int seconds, bool isRoundedDown)
    {
        var service = new ServiceModel { Quota = (quota, seconds), UsedAtStart = quota, IsRetryAfterRoundedDown = isRoundedDown };

        var run = service.Run(ServiceModel.Limit(), 20 * quota);

        Assert.InRange(run.Rate(from: seconds), 0.75 * quota / seconds, 1.1 * quota / seconds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Refusals_that_have_nothing_to_do_with_the_rate_do_not_lower_it_for_long(int retryAfter)
    {
        var run = new ServiceModel { ShareRefused = 0.1, RetryAfter = TimeSpan.FromSeconds(retryAfter) }.Run(ServiceModel.Limit(), 2000);

        // Ten requests a second at least, and the pauses that the service asked for.
        Assert.InRange(run.Seconds, 0, (2000 / 10) + (retryAfter * run.Pauses) + 10);
    }

    [Fact]
    public void A_429_before_any_answer_sets_no_rate()
    {
        var limit = ServiceModel.Limit();
        limit.OnOverload(Turn(1), new RateLimitedException("429") { RetryAfter = TimeSpan.FromSeconds(60) }, isInUse: true, lastSent: 1, now: TimeSpan.TicksPerSecond);

        Assert.Null(limit.Rate(now: TimeSpan.TicksPerSecond));
    }

    [Fact]
    public void A_429_right_after_a_pause_keeps_the_rate_that_was_known()
    {
        var limit = ServiceModel.Limit();
        var now = TimeSpan.TicksPerSecond;
        for (var number = 1; number <= 2000; number++, now += TimeSpan.TicksPerSecond / 500)
        {
            limit.OnAnswer(Turn(number), isFull: false, lastSent: number, now);
        }

        limit.OnOverload(Turn(2001), new RateLimitedException("429") { RetryAfter = TimeSpan.FromSeconds(30) }, isInUse: true, lastSent: 2001, now);
        now += 30 * TimeSpan.TicksPerSecond;
        limit.OnOverload(Turn(2002), new RateLimitedException("429") { RetryAfter = TimeSpan.FromSeconds(1) }, isInUse: true, lastSent: 2002, now);

        Assert.InRange(limit.Rate(now)!.Value, 400, 600);
    }

    [Fact]
    public void A_given_limit_keeps_to_100_a_second_as_well()
    {
        var run = new ServiceModel { RequestsPerSecond = 100 }.Run(ServiceModel.Limit(16), 2500);

        Assert.InRange(run.Rate(), 90, 100);
        Assert.InRange(run.ShareRefused, 0, 0.05);
    }

    [Fact]
    public void Only_a_429_sets_a_rate()
    {
        var limit = ServiceModel.Limit();
        limit.OnOverload(Turn(1), new ServerErrorException("503"), isInUse: true, lastSent: 1, now: 1);
        Assert.Null(limit.Rate(now: 2));

        for (var number = 2; number < 100; number++)
        {
            limit.OnAnswer(Turn(number), isFull: false, lastSent: number, now: TimeSpan.TicksPerSecond);
        }

        limit.OnOverload(Turn(100), new RateLimitedException("429"), isInUse: true, lastSent: 100, now: TimeSpan.TicksPerSecond);

        Assert.NotNull(limit.Rate(now: TimeSpan.TicksPerSecond));
    }

    private static RequestTurn Turn(long number) => new(number, SentAt: 0, IsAside: false, IsProbe: false, Witness: null);
}
