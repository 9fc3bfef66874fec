namespace ParkUp.Sandbox;

/// <summary>A fault that the sandbox can play on one request.</summary>
public enum FaultKind
{
    /// <summary><c>429</c>: refused with Retry-After, not applied.</summary>
    TooManyRequests,

    /// <summary><c>503</c>: refused, not applied.</summary>
    ServiceUnavailable,

    /// <summary><c>500</c>: failed, not applied.</summary>
    ServerError,

    /// <summary><c>Timeout</c>: not applied, and no answer ever comes.</summary>
    Timeout,

    /// <summary><c>Drop</c>: not applied, and the connection is reset.</summary>
    Drop,

    /// <summary><c>CommitThenDrop</c>: applied, then the connection is reset.</summary>
    CommitThenDrop,

    /// <summary><c>CommitThen500</c>: applied, then answered as failed.</summary>
    CommitThen500,

    /// <summary><c>Truncate</c>: applied, and the answer breaks off midway.</summary>
    Truncate,

    /// <summary><c>Html</c>: not applied; a proxy's page with status 200 answers instead.</summary>
    Html,

    /// <summary><c>401</c>: the token is refused, not applied.</summary>
    Unauthorized,

    /// <summary><c>403</c>: the token is known and may not do this, not applied.</summary>
    Forbidden,
}

/// <summary>Decides, once for each request, which fault is played on it, if any.</summary>
public sealed class FaultPlan
{
    private readonly Func<SandboxRequest, FaultKind?> _choose;

    private FaultPlan(Func<SandboxRequest, FaultKind?> choose) => _choose = choose;

    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new(static _ => null);

    /// <summary>
    /// The first request meets the first fault (null is none), the second the second; those that come after the
    /// last meet none. Requests are counted over all routes, in the order in which they arrive, so a plan belongs
    /// to one sandbox.
    /// </summary>
    /// <param name="faults">The faults in order.</param>
    public static FaultPlan Exactly(params IReadOnlyList<FaultKind?> faults)
    {
        FaultKind?[] schedule = [.. faults];
        long drawn = 0;
        return new FaultPlan(_ => Interlocked.Increment(ref drawn) is var number && number <= schedule.Length ? schedule[number - 1] : null);
    }

    /// <summary>The fault that a function chooses; it may be called by many threads at once.</summary>
    /// <param name="choose">Gives the fault for a request, or null.</param>
    public static FaultPlan When(Func<SandboxRequest, FaultKind?> choose) => new(choose);

    /// <summary>
    /// Faults at given rates. The same seed and the same requests meet the same faults in whatever order they
    /// arrive: a draw depends on the request and on how often that very request has come before, and on nothing else.
    /// </summary>
    /// <param name="rates">The rate of each kind, from 0 to 1; together at most 1.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ArgumentException">A rate is not between 0 and 1, or their sum is more than 1.</exception>
    public static FaultPlan Seeded(IReadOnlyDictionary<FaultKind, decimal> rates, int seed)
    {
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Values.Any(static rate => rate is < 0 or > 1) || rates.Values.Sum() > 1)
        {
            throw new ArgumentException("Each rate must be from 0 to 1, and their sum at most 1.", nameof(rates));
        }

        return rates.Values.All(static rate => rate == 0) ? None : new FaultPlan(new SeededFaults(rates, seed).Draw);
    }

    /// <summary>Decides for the next request; the sandbox calls it once for each.</summary>
    /// <param name="request">The request.</param>
    public FaultKind? Draw(SandboxRequest request) => _choose(request);
}
