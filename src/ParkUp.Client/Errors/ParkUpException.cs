namespace ParkUp.Client;

/// <summary>An error of the ParkUp client. Every error that it raises is of one of the types derived from this one.</summary>
/// <param name="message">What happened, in a sentence.</param>
/// <param name="innerException">The cause, or null.</param>
public abstract class ParkUpException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What to do next, in a sentence; null where the message says it all.</summary>
    public string? Hint { get; init; }

    /// <summary>The request that failed; null where nothing was sent.</summary>
    public RequestSummary? Request { get; internal set; }

    /// <summary>True where the next row would fail in the same way, so the run ends instead of repeating the error for each.</summary>
    public bool StopsRun => this is UnauthorizedException or ForbiddenException or TlsFailureException or NotConnectedException or UnencryptedConnectionException
        or PlanMismatchException or StateLockedException;

    /// <summary>True where the request was not sent because the circuit breaker was open: the service had not answered for too long.</summary>
    public bool IsCircuitOpen { get; internal init; }
}

/// <summary>The service answered with a status that refuses the request.</summary>
public abstract class RefusedException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode? StatusCode => Request?.Status;

    /// <summary>The reasons that the service gave, sanitized; empty where it gave none.</summary>
    public IReadOnlyList<string> ServerMessages { get; init; } = [];

    /// <summary>The <c>Retry-After</c> of the answer (429 and 5xx); null where there was none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the body of the answer could not be read to its end.</summary>
    internal bool IsReasonCut { get; set; }

    /// <summary>Whether the body of the answer has the envelope of the API, so that the API wrote it.</summary>
    internal bool IsEnvelope { get; set; }
}
