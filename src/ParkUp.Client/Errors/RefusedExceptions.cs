namespace ParkUp.Client;

/// <summary>401: the service does not know the token.</summary>
public sealed class UnauthorizedException(string message, Exception? innerException = null)
    : RefusedException(message, innerException)
{
    /// <inheritdoc/>
    public override bool StopsRun => true;

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Failed;
}

/// <summary>403: the service knows the token, and does not let it do this.</summary>
public sealed class ForbiddenException(string message, Exception? innerException = null)
    : RefusedException(message, innerException)
{
    /// <inheritdoc/>
    public override bool StopsRun => true;

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Failed;
}

/// <summary>400, and every other 4xx that has no kind of its own: the service found a fault with the request.</summary>
public sealed class BadRequestException(string message, Exception? innerException = null)
    : RefusedException(message, innerException);

/// <summary>404: the service knows no such customer (or no such address).</summary>
public sealed class NotFoundException(string message, Exception? innerException = null)
    : RefusedException(message, innerException)
{
    /// <summary>How the service's framework answers for an address that it does not know, whoever asks.</summary>
    private const string NoSuchRoute = "Cannot ";

    /// <summary>
    /// Whether the service itself says that it knows no such customer: it gives a reason. Any web server has a 404, and
    /// that proves nothing.
    /// </summary>
    internal bool IsAboutCustomer => ServerMessages is [var reason, ..] && !reason.StartsWith(NoSuchRoute, StringComparison.Ordinal);
}

/// <summary>409: the customer has an active sticker already, or the tag is in use.</summary>
public sealed class ConflictException(string message, Exception? innerException = null)
    : RefusedException(message, innerException);

/// <summary>2xx, with <c>status</c> or <c>cancell</c> false for this tag.</summary>
public sealed class TagRejectedException(string message, Exception? innerException = null)
    : RefusedException(message, innerException);

/// <summary>429: too many requests.</summary>
public sealed class RateLimitedException(string message, Exception? innerException = null)
    : RefusedException(message, innerException)
{
    /// <summary>How long the service asks to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Failed;
}

/// <summary>5xx: the service failed. A write may have been applied before it did.</summary>
public sealed class ServerErrorException(string message, Exception? innerException = null)
    : RefusedException(message, innerException)
{
    /// <summary>How long the service asks to be left alone; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <inheritdoc/>
    public override Outcome WriteOutcome => IsGivenUp ? Outcome.Failed : Outcome.Unknown;
}
