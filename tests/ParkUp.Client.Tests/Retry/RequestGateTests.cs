using System.Net;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>The gate of a run: how many may be in flight, how a dead service ends it, and how it comes back.</summary>
public sealed class RequestGateTests : IDisposable
{
    private const string Customer = "A1";

    private readonly SkippingClock _clock = new();
    private readonly RequestGate _gate;
    private readonly RequestLane _lane;

    public RequestGateTests() => _lane = (_gate = Pace(retries: 3)).Open();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _lane.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task No_more_go_than_the_limit_and_the_next_goes_when_one_ends()
    {
        var first = await _lane.EnterAsync(Stop);
        await FillAsync(7);

        var ninth = _lane.EnterAsync(Stop);
        Assert.False(ninth.IsCompleted);

        _lane.Leave(first, Customer, failure: null);
        await ninth;
    }

    [Fact]
    public async Task A_429_halves_the_number_in_flight_once_for_all_that_were_in_flight_together()
    {
        var together = await FillAsync(8);

        foreach (var number in together)
        {
            _lane.Leave(number, Customer, Busy());
        }

        // One answer, or so many failures in a row would be taken for an outage.
        _lane.Leave(await _lane.EnterAsync(Stop), Customer, failure: null);
        await AssertRoomAsync(4);
    }

    [Fact]
    public async Task Successes_bring_the_number_back_one_by_one()
    {
        foreach (var number in await FillAsync(8))
        {
            _lane.Leave(number, Customer, Busy());
        }

        for (var i = 0; i < 4 + 5 + 6 + 7; i++)
        {
            _lane.Leave(await _lane.EnterAsync(Stop), Customer, failure: null);
        }

        await AssertRoomAsync(8);
    }

    [Theory]
    [InlineData(503, 4)]
    [InlineData(500, 8)]
    public async Task A_503_halves_it_as_well_and_another_failure_does_not(int status, int room)
    {
        foreach (var turn in await FillAsync(8))
        {
            _lane.Leave(turn, Customer, new ServerErrorException("failed") { Request = new RequestSummary { Method = "POST", Path = "/", Status = (HttpStatusCode)status, Attempt = 1 } });
        }

        _lane.Leave(await _lane.EnterAsync(Stop), Customer, failure: null);
        await AssertRoomAsync(room);
    }

    [Fact]
    public async Task A_timeout_halves_it()
    {
        var turns = await FillAsync(8);
        _lane.Leave(turns[0], Customer, new RequestTimeoutException("timeout"));

        Assert.Equal(4, _gate.ConcurrencyLimit);
    }

    [Fact]
    public async Task A_timeout_does_not_halve_it_where_a_later_request_was_answered_or_its_customer_has_failed_before()
    {
        var turns = await FillAsync(8);
        _lane.Leave(turns[7], Customer, failure: null);
        _lane.Leave(turns[0], Customer, new RequestTimeoutException("timeout"));
        _lane.Leave(await _lane.EnterAsync(Stop), Customer, new RequestTimeoutException("timeout"));

        Assert.Equal(8, _gate.ConcurrencyLimit);
    }

    [Fact]
    public async Task A_429_sets_a_rate_and_the_gate_waits_between_two_requests()
    {
        var clock = new FakeTimeProvider();
        using var gate = new RequestGate(batchSize: 50, throttleLimit: 8, new Backoff(clock, static () => 0.5), maximumRetryCount: 3, new LongestList());
        using var lane = gate.Open();
        for (var i = 0; i < 60; i++)
        {
            lane.Leave(await lane.EnterAsync(Stop), Customer, failure: null);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        lane.Leave(await lane.EnterAsync(Stop), Customer, Busy());
        lane.Leave(await lane.EnterAsync(Stop), Customer, failure: null);
        var next = lane.EnterAsync(Stop);

        Assert.InRange(gate.Found.Peak!.Value, 9.5, 10.5);
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(120));
        await next;
    }

    [Fact]
    public async Task Without_a_given_limit_4_may_be_in_flight_and_more_once_they_were_answered()
    {
        using var gate = new RequestGate(batchSize: 50, throttleLimit: null, new Backoff(_clock, static () => 0.5), maximumRetryCount: 3, new LongestList());
        using var lane = gate.Open();
        var turns = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lane.EnterAsync(Stop)));
        var fifth = lane.EnterAsync(Stop);
        Assert.False(fifth.IsCompleted);
        Assert.Equal(4, gate.ConcurrencyLimit);

        foreach (var turn in turns)
        {
            lane.Leave(turn, Customer, failure: null);
        }

        await fifth;
        Assert.Equal(8, gate.ConcurrencyLimit);
        Assert.Equal(new ConcurrencyFound(IsGiven: false, Limit: 8, MostInFlight: 4, Peak: null), gate.Found);
    }

    [Fact]
    public async Task After_five_failures_in_a_row_one_at_a_time_tries()
    {
        await FailAsync(5);

        await AssertRoomAsync(1);
    }

    [Fact]
    public async Task Four_failures_and_an_answer_are_no_outage()
    {
        await FailAsync(4);
        _lane.Leave(await _lane.EnterAsync(Stop), Customer, new ConflictException("409"));
        await FailAsync(4);

        await AssertRoomAsync(8);
    }

    [Fact]
    public async Task An_answer_ends_the_outage()
    {
        await FailAsync(7);
        _lane.Leave(await _lane.EnterAsync(Stop), Customer, failure: null);

        await AssertRoomAsync(8);
    }

    [Fact]
    public async Task The_probes_are_further_and_further_apart()
    {
        await FailAsync(9);

        await _lane.EnterAsync(Stop);
        Assert.Equal([0.5, 1, 2, 4], [.. _clock.Waits.Select(static wait => wait.TotalSeconds).Take(4)]);
    }

    [Fact]
    public async Task After_two_minutes_of_outage_what_would_be_sent_fails_at_once_and_says_so()
    {
        var failure = await GiveUpAsync(new ConnectionFailedException("Connection refused"));

        Assert.True(Assert.IsType<ConnectionFailedException>(failure).IsCircuitOpen);
        Assert.Contains("The run stopped sending requests", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Connection refused", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(failure));
    }

    [Theory]
    [InlineData(typeof(ConnectionFailedException))]
    [InlineData(typeof(RequestTimeoutException))]
    [InlineData(typeof(ServerErrorException))]
    [InlineData(typeof(RateLimitedException))]
    [InlineData(typeof(InvalidResponseException))]
    public async Task The_failure_of_what_is_not_sent_is_of_the_last_one_s_kind_and_certain(Type kind)
    {
        var failure = await GiveUpAsync((ParkUpException)Activator.CreateInstance(kind, "the last one", null)!);

        Assert.IsType(kind, failure);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(failure));
        Assert.Equal(RecoveryAction.Fail, RecoveryPolicy.ForWrite(failure));
    }

    [Fact]
    public async Task Half_a_minute_after_giving_up_one_probe_goes_and_an_answer_opens_the_run_again()
    {
        await GiveUpAsync(new ConnectionFailedException("Connection refused"));
        _clock.Pass(TimeSpan.FromSeconds(30));

        _lane.Leave(await _lane.EnterAsync(Stop), Customer, failure: null);

        await AssertRoomAsync(8);
    }

    [Fact]
    public async Task A_rest_of_more_than_two_minutes_is_not_waited_for()
    {
        _lane.Leave(await _lane.EnterAsync(Stop), Customer, new ServerErrorException("503") { RetryAfter = TimeSpan.FromMinutes(3), Hint = "Resume later." });

        var failure = await Assert.ThrowsAsync<ServerErrorException>(() => _lane.EnterAsync(Stop));

        Assert.True(failure.IsCircuitOpen);
        Assert.Equal("Resume later.", failure.Hint);
        Assert.Empty(_clock.Waits);
    }

    [Fact]
    public async Task A_rest_that_was_asked_for_outlasts_answers_and_failures_of_what_was_in_flight()
    {
        var together = await FillAsync(3);
        _lane.Leave(together[0], Customer, new RateLimitedException("429") { RetryAfter = TimeSpan.FromHours(1), Hint = "Resume later." });
        _lane.Leave(together[1], Customer, failure: null);
        _lane.Leave(together[2], Customer, new ConnectionFailedException("reset"));

        Assert.Equal("Resume later.", (await Assert.ThrowsAsync<RateLimitedException>(() => _lane.EnterAsync(Stop))).Hint);

        _clock.Pass(TimeSpan.FromHours(1));
        await _lane.EnterAsync(Stop);
    }

    [Fact]
    public async Task A_rest_that_is_asked_for_holds_for_the_whole_run()
    {
        _lane.Leave(await _lane.EnterAsync(Stop), Customer, new RateLimitedException("429") { RetryAfter = TimeSpan.FromSeconds(90) });

        await _lane.EnterAsync(Stop);

        Assert.Equal([TimeSpan.FromSeconds(90)], _clock.Waits);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public async Task A_request_is_tried_again_as_often_as_was_asked_for(int retries, int expected)
    {
        using var pace = Pace(retries);
        using var lane = pace.Open();
        var attempts = new RetryState(lane);
        var count = 0;
        while (await attempts.WaitForRetryAsync(Busy(), Stop))
        {
            count++;
        }

        Assert.Equal(expected, count);
        Assert.Equal(expected + 1, attempts.Attempt);
    }

    [Fact]
    public async Task The_run_has_a_budget_for_retries_and_answers_fill_it_up()
    {
        var spent = 0;
        while (await new RetryState(_lane).WaitForRetryAsync(Busy(), Stop))
        {
            spent++;
        }

        Assert.Equal(100, spent);
        Assert.False(await new RetryState(_lane).WaitForRetryAsync(Busy(), Stop));

        _lane.Leave(await _lane.EnterAsync(Stop), Customer, failure: null);
        Assert.True(await new RetryState(_lane).WaitForRetryAsync(Busy(), Stop));
        Assert.False(await new RetryState(_lane).WaitForRetryAsync(Busy(), Stop));
    }

    [Fact]
    public async Task A_stop_ends_the_waiting_for_a_turn()
    {
        using var stop = new CancellationTokenSource();
        await FillAsync(8);
        var ninth = _lane.EnterAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ninth);
    }

    private static RateLimitedException Busy() => new("429");

    private RequestGate Pace(int retries) => new(batchSize: 50, throttleLimit: 8, new Backoff(_clock, static () => 0.5), retries, new LongestList());

    private async Task<RequestTurn[]> FillAsync(int count)
    {
        var numbers = new RequestTurn[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = await _lane.EnterAsync(Stop);
        }

        return numbers;
    }

    private async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _lane.Leave(await _lane.EnterAsync(Stop), Customer, new ConnectionFailedException("Connection refused"));
        }
    }

    /// <summary>Fails with this until the run gives up.</summary>
    private async Task<ParkUpException> GiveUpAsync(ParkUpException failure)
    {
        for (var i = 0; i < 100; i++)
        {
            try
            {
                _lane.Leave(await _lane.EnterAsync(Stop), Customer, failure);
            }
            catch (ParkUpException givenUp)
            {
                return givenUp;
            }
        }

        throw new Xunit.Sdk.XunitException("It never gave up.");
    }

    private async Task AssertRoomAsync(int room)
    {
        await FillAsync(room);
        Assert.False(_lane.EnterAsync(Stop).IsCompleted);
    }
}
