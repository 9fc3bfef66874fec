using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>How a dead service ends a run, how the run comes back, and how long it pauses.</summary>
public sealed class GateOutageTests : IDisposable
{
    private const string Customer = TestGate.Customer;

    private readonly TestGate _gate = new(retries: 3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task After_five_failures_in_a_row_one_at_a_time_tries()
    {
        await _gate.FailAsync(5);

        await _gate.AssertRoomAsync(1);
    }

    [Fact]
    public async Task Four_failures_and_an_answer_are_no_outage()
    {
        await _gate.FailAsync(4);
        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, new ConflictException("409"));
        await _gate.FailAsync(4);

        await _gate.AssertRoomAsync(8);
    }

    [Fact]
    public async Task An_answer_ends_the_outage()
    {
        await _gate.FailAsync(7);
        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, failure: null);

        await _gate.AssertRoomAsync(8);
    }

    [Fact]
    public async Task The_probes_are_further_and_further_apart()
    {
        await _gate.FailAsync(9);

        await _gate.Lane.EnterAsync(Stop);
        Assert.Equal([0.5, 1, 2, 4], [.. _gate.Clock.Waits.Select(static wait => wait.TotalSeconds).Take(4)]);
    }

    [Fact]
    public async Task After_two_minutes_of_outage_what_would_be_sent_fails_at_once_and_says_so()
    {
        var failure = await _gate.GiveUpAsync(new ConnectionFailedException("Connection refused"));

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
        var failure = await _gate.GiveUpAsync((ParkUpException)Activator.CreateInstance(kind, "the last one", null)!);

        Assert.IsType(kind, failure);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(failure));
        Assert.Equal(RecoveryAction.Fail, RecoveryPolicy.ForWrite(failure));
    }

    [Fact]
    public async Task Half_a_minute_after_giving_up_one_probe_goes_and_an_answer_opens_the_run_again()
    {
        await _gate.GiveUpAsync(new ConnectionFailedException("Connection refused"));
        _gate.Clock.Pass(TimeSpan.FromSeconds(30));

        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, failure: null);

        await _gate.AssertRoomAsync(8);
    }

    [Fact]
    public async Task A_rest_of_more_than_two_minutes_is_not_waited_for()
    {
        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, new ServerErrorException("503") { RetryAfter = TimeSpan.FromMinutes(3), Hint = "Resume later." });

        var failure = await Assert.ThrowsAsync<ServerErrorException>(() => _gate.Lane.EnterAsync(Stop));

        Assert.True(failure.IsCircuitOpen);
        Assert.Equal("Resume later.", failure.Hint);
        Assert.Empty(_gate.Clock.Waits);
    }

    [Fact]
    public async Task A_rest_that_was_asked_for_outlasts_answers_and_failures_of_what_was_in_flight()
    {
        var together = await _gate.FillAsync(3);
        _gate.Lane.Leave(together[0], Customer, new RateLimitedException("429") { RetryAfter = TimeSpan.FromHours(1), Hint = "Resume later." });
        _gate.Lane.Leave(together[1], Customer, failure: null);
        _gate.Lane.Leave(together[2], Customer, new ConnectionFailedException("reset"));

        Assert.Equal("Resume later.", (await Assert.ThrowsAsync<RateLimitedException>(() => _gate.Lane.EnterAsync(Stop))).Hint);

        _gate.Clock.Pass(TimeSpan.FromHours(1));
        await _gate.Lane.EnterAsync(Stop);
    }

    [Fact]
    public async Task A_rest_that_is_asked_for_holds_for_the_whole_run()
    {
        _gate.Lane.Leave(await _gate.Lane.EnterAsync(Stop), Customer, new RateLimitedException("429") { RetryAfter = TimeSpan.FromSeconds(90) });

        await _gate.Lane.EnterAsync(Stop);

        Assert.Equal([TimeSpan.FromSeconds(90)], _gate.Clock.Waits);
    }
}
