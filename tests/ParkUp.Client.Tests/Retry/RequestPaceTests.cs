using Microsoft.Extensions.Time.Testing;

namespace ParkUp.Client.Tests.Retry;

/// <summary>The rate after a 429: where it starts, how it grows, and which refusals it is not lowered for.</summary>
public class RequestPaceTests
{
    private const int AnswersASecond = 100;

    private readonly FakeTimeProvider _clock = new();
    private readonly RequestPace _pace;

    public RequestPaceTests() => _pace = new RequestPace(_clock);

    [Fact]
    public void Before_the_first_429_there_is_no_rate()
    {
        Answer(seconds: 2);
        _pace.OnSent(Now);

        Assert.Null(_pace.Rate(Now));
        Assert.Equal(0, _pace.NotBefore);
    }

    [Fact]
    public void After_a_429_it_is_nine_tenths_of_what_was_answered()
    {
        Answer(seconds: 2);
        Refuse(TimeSpan.Zero);

        Assert.Equal(AnswersASecond, _pace.Peak!.Value, tolerance: 1);
        Assert.Equal(0.9 * AnswersASecond, _pace.Rate(Now)!.Value, tolerance: 1);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0.1, 3)]
    [InlineData(1, 20)]
    [InlineData(60, 30)]
    public void It_is_back_after_twenty_times_the_pause_that_was_asked_for_within_three_and_thirty_seconds(double retryAfter, double seconds)
    {
        Answer(seconds: 2);
        Refuse(TimeSpan.FromSeconds(retryAfter));
        var peak = _pace.Peak!.Value;

        Assert.InRange(RateAfter(seconds * 0.5), peak * 0.95, peak * 0.999);
        Assert.Equal(peak, RateAfter(seconds * 0.5), tolerance: peak / 1000);
        Assert.Equal(2 * peak, RateAfter(seconds), tolerance: peak / 100);
    }

    [Fact]
    public void It_never_falls_while_nothing_is_refused()
    {
        Answer(seconds: 2);
        Refuse(TimeSpan.Zero);
        var rates = Enumerable.Range(0, 100).Select(_ => RateAfter(0.1)).ToArray();

        Assert.Equal(rates.Order(), rates);
    }

    [Fact]
    public void It_is_never_lower_than_ten_a_second()
    {
        Answer(seconds: 2);
        for (var i = 0; i < 200; i++)
        {
            Refuse(TimeSpan.FromSeconds(1));
            _clock.Advance(TimeSpan.FromSeconds(1));
            AnswerOnce();
        }

        Assert.Equal(10, _pace.Peak!.Value, tolerance: 0.001);
    }

    [Fact]
    public void Before_fifty_answers_one_429_sets_no_rate_and_many_do()
    {
        Answer(seconds: 0.3);
        Refuse(TimeSpan.Zero);
        Assert.Null(_pace.Peak);

        // With these, more than a fifth were refused.
        for (var i = 0; i < 12; i++)
        {
            AnswerOnce();
            Refuse(TimeSpan.Zero);
        }

        Assert.NotNull(_pace.Peak);
    }

    [Fact]
    public void A_single_429_below_the_peak_does_not_lower_it()
    {
        Answer(seconds: 2);
        Refuse(TimeSpan.Zero);
        Answer(seconds: 1);
        var before = _pace.Rate(Now);

        Refuse(TimeSpan.Zero);

        Assert.Equal(before, _pace.Rate(Now));
    }

    [Fact]
    public void A_429_at_the_peak_lowers_it_again()
    {
        Answer(seconds: 2);
        Refuse(TimeSpan.Zero);
        Answer(seconds: 4);
        var before = _pace.Rate(Now)!.Value;

        Refuse(TimeSpan.Zero);

        Assert.InRange(_pace.Rate(Now)!.Value, before * 0.8, before * 0.95);
    }

    [Fact]
    public void After_two_429_in_a_row_a_tenth_of_a_second_passes_and_after_four_the_rest_of_the_second()
    {
        Answer(seconds: 2);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Answer(seconds: 0.1);
        Refuse(TimeSpan.Zero);
        Refuse(TimeSpan.Zero);
        Assert.Equal(Now + (_clock.TimestampFrequency / 10), _pace.NotBefore);

        Refuse(TimeSpan.Zero);
        Refuse(TimeSpan.Zero);

        Assert.InRange(_pace.NotBefore - Now, 0.7 * _clock.TimestampFrequency, _clock.TimestampFrequency);
    }

    [Fact]
    public void Requests_are_as_far_apart_as_the_rate_says()
    {
        Answer(seconds: 2);
        Refuse(TimeSpan.Zero);
        var rate = _pace.Rate(Now)!.Value;
        var start = Now;
        for (var i = 0; i < 30; i++)
        {
            _pace.OnSent(start);
        }

        // A request may be 0.035 seconds late without a gap after it.
        Assert.Equal((30 / rate) - 0.035, (double)(_pace.NotBefore - start) / _clock.TimestampFrequency, tolerance: 0.001);
    }

    private long Now => _clock.GetTimestamp();

    private void AnswerOnce() => _pace.OnAnswer(Now);

    private void Answer(double seconds)
    {
        for (var i = 0; i < seconds * AnswersASecond; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1d / AnswersASecond));
            AnswerOnce();
        }
    }

    private void Refuse(TimeSpan retryAfter) => _pace.OnRefused(retryAfter, Now);

    private double RateAfter(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        return _pace.Rate(Now)!.Value;
    }
}
