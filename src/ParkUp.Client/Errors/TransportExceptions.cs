namespace ParkUp.Client;

/// <summary>The certificate or the handshake is not to be trusted; nothing was sent.</summary>
public sealed class TlsFailureException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <inheritdoc/>
    public override bool StopsRun => true;

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Failed;
}

/// <summary>No answer came in time.</summary>
public sealed class RequestTimeoutException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <summary>Whether the request had begun to leave: only then can it have been applied.</summary>
    public bool BodySent { get; init; }

    /// <inheritdoc/>
    public override Outcome WriteOutcome => BodySent ? Outcome.Unknown : Outcome.Failed;
}

/// <summary>The connection could not be made, or broke: DNS, refused, reset.</summary>
public sealed class ConnectionFailedException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <summary>Whether the request had begun to leave: only then can it have been applied.</summary>
    public bool BodySent { get; init; }

    /// <inheritdoc/>
    public override Outcome WriteOutcome => BodySent ? Outcome.Unknown : Outcome.Failed;
}

/// <summary>An answer came that is not the promised JSON: a proxy's page, a cut, a null, a missing field.</summary>
public sealed class InvalidResponseException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <inheritdoc/>
    public override Outcome WriteOutcome => IsGivenUp ? Outcome.Failed : Outcome.Unknown;
}

/// <summary>A write that may or may not have been applied; the inner exception tells what hid its answer.</summary>
public sealed class OutcomeUnknownException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Unknown;
}
