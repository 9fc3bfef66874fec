using System.Net;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>The gate of a run: how many requests may be in flight, and how often they are retried.</summary>
public sealed class RequestGateTests : IDisposable
{
    private const string Customer = TestGate.Customer;

    private readonly TestGate _gate = new(retries: 3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task No_more_go_than_the_limit_and_the_next_goes_when_one_ends()
    {
        var first = await _gate.Lane.EnterAsync(Stop);
        await _gate.FillAsync(7);

        var ninth = _gate.Lane.EnterAsync(Stop);
        Assert.False(ninth.IsCompleted);

        _gate.Lane.Leave(first, Customer, failure: null);
        await ninth;
    }

    [Fact]
    public async Task A_429_halves_the_number_in_flight_once_for_all_that_were_in_flight_together()
    {
        var together = await _gate.FillAsync(8);

        foreach (var number in together)
        {
            _gate.Lane.Leave(number, Customer, TestGate.Busy());
        }

        // One answer, or so many failures in a row would be taken for an outage.
        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, failure: null);
        await _gate.AssertRoomAsync(4);
    }

    [Fact]
    public async Task Successes_bring_the_number_back_one_by_one()
    {
        foreach (var number in await _gate.FillAsync(8))
        {
            _gate.Lane.Leave(number, Customer, TestGate.Busy());
        }

        for (var i = 0; i < 4 + 5 + 6 + 7; i++)
        {
            _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, failure: null);
        }

        await _gate.AssertRoomAsync(8);
    }

    [Theory]
    [InlineData(503, 4)]
    [InlineData(500, 8)]
    public async Task A_503_halves_it_as_well_and_another_failure_does_not(int status, int room)
    {
        foreach (var turn in await _gate.FillAsync(8))
        {
            _gate.Lane.Leave(turn, Customer, new ServerErrorException("failed") { Request = new RequestSummary { Method = "POST", Path = "/", Status = (HttpStatusCode)status, Attempt = 1 } });
        }

        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, failure: null);
        await _gate.AssertRoomAsync(room);
    }

    [Fact]
    public async Task A_timeout_halves_it()
    {
        var turns = await _gate.FillAsync(8);
        _gate.Lane.Leave(turns[0], Customer, new RequestTimeoutException("timeout"));

        Assert.Equal(4, _gate.Gate.ConcurrencyLimit);
    }

    [Fact]
    public async Task A_timeout_does_not_halve_it_where_a_later_request_was_answered_or_its_customer_has_failed_before()
    {
        var turns = await _gate.FillAsync(8);
        _gate.Lane.Leave(turns[7], Customer, failure: null);
        _gate.Lane.Leave(turns[0], Customer, new RequestTimeoutException("timeout"));
        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, new RequestTimeoutException("timeout"));

        Assert.Equal(8, _gate.Gate.ConcurrencyLimit);
    }

    [Fact]
    public async Task A_429_sets_a_rate_and_the_gate_waits_between_two_requests()
    {
        var clock = new FakeTimeProvider();
        using var gate = TestGate.On(clock);
        using var lane = gate.Open();
        for (var i = 0; i < 60; i++)
        {
            lane.Leave(await lane.EnterAsync(Stop), Customer, failure: null);
            clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        lane.Leave(await lane.EnterAsync(Stop), Customer, TestGate.Busy());
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
        using var gate = TestGate.On(_gate.Clock, throttleLimit: null);
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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public async Task A_request_is_tried_again_as_often_as_was_asked_for(int retries, int expected)
    {
        using var pace = new TestGate(retries);
        var attempts = new RetryState(pace.Lane);
        var count = 0;
        while (await attempts.WaitForRetryAsync(TestGate.Busy(), Stop))
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
        while (await new RetryState(_gate.Lane).WaitForRetryAsync(TestGate.Busy(), Stop))
        {
            spent++;
        }

        Assert.Equal(100, spent);
        Assert.False(await new RetryState(_gate.Lane).WaitForRetryAsync(TestGate.Busy(), Stop));

        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, failure: null);
        Assert.True(await new RetryState(_gate.Lane).WaitForRetryAsync(TestGate.Busy(), Stop));
        Assert.False(await new RetryState(_gate.Lane).WaitForRetryAsync(TestGate.Busy(), Stop));
    }

    [Fact]
    public async Task A_stop_ends_the_waiting_for_a_turn()
    {
        using var stop = new CancellationTokenSource();
        await _gate.FillAsync(8);
        var ninth = _gate.Lane.EnterAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ninth);
    }
}
