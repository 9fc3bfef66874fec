namespace ParkUp.Client;

/// <summary>The certificate or the TLS handshake failed; nothing was sent. Ends the run.</summary>
public sealed class TlsFailureException(string message, Exception? innerException = null) : ParkUpException(message, innerException);

/// <summary>No answer came within the time limit.</summary>
public sealed class RequestTimeoutException(string message, Exception? innerException = null) : ParkUpException(message, innerException)
{
    /// <summary>Whether the body had begun to leave: only then can the request have been applied.</summary>
    public bool BodySent { get; init; }
}

/// <summary>The connection failed: DNS, refused, reset, or a proxy that refuses.</summary>
public sealed class ConnectionFailedException(string message, Exception? innerException = null) : ParkUpException(message, innerException)
{
    /// <summary>Whether the body had begun to leave: only then can the request have been applied.</summary>
    public bool BodySent { get; init; }
}

/// <summary>The answer is not the JSON of the API reference: a proxy's page, a truncated body, a null, a missing field.</summary>
public sealed class InvalidResponseException(string message, Exception? innerException = null) : ParkUpException(message, innerException);

/// <summary>A write that may or may not have been applied; the inner exception is what prevented its answer.</summary>
public sealed class OutcomeUnknownException(string message, Exception? innerException = null) : ParkUpException(message, innerException);
