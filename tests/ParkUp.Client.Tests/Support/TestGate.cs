namespace ParkUp.Client.Tests.Support;

/// <summary>A gate with eight requests in flight at most, and a lane through it, on a clock that waits for nothing.</summary>
internal sealed class TestGate : IDisposable
{
    public const string Customer = "A1";

    public TestGate(int retries)
    {
        Gate = On(Clock, retries: retries);
        Lane = Gate.Open();
    }

    public SkippingClock Clock { get; } = new();

    public RequestGate Gate { get; }

    public RequestLane Lane { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A gate without a lane, on a clock of the test's own.</summary>
    public static RequestGate On(TimeProvider clock, int? throttleLimit = 8, int retries = 3) =>
        new(batchSize: 50, throttleLimit, new Backoff(clock, static () => 0.5), retries, new LongestList());

    public static RateLimitedException Busy() => new("429");

    public void Dispose()
    {
        Lane.Dispose();
        Gate.Dispose();
    }

    public async Task<RequestTurn[]> FillAsync(int count)
    {
        var turns = new RequestTurn[count];
        for (var i = 0; i < count; i++)
        {
            turns[i] = await Lane.EnterAsync(Stop);
        }

        return turns;
    }

    public async Task FailAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Lane.Leave(await Lane.EnterAsync(Stop), Customer, new ConnectionFailedException("Connection refused"));
        }
    }

    /// <summary>Fails with this until the run gives up.</summary>
    public async Task<ParkUpException> GiveUpAsync(ParkUpException failure)
    {
        for (var i = 0; i < 100; i++)
        {
            try
            {
                Lane.Leave(await Lane.EnterAsync(Stop), Customer, failure);
            }
            catch (ParkUpException givenUp)
            {
                return givenUp;
            }
        }

        throw new Xunit.Sdk.XunitException("It never gave up.");
    }

    /// <summary>That many requests get a turn at once, and no more.</summary>
    public async Task AssertRoomAsync(int room)
    {
        await FillAsync(room);
        Assert.False(Lane.EnterAsync(Stop).IsCompleted);
    }
}
