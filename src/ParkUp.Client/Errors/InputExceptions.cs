namespace ParkUp.Client;

/// <summary>A blank or malformed field, found before anything was sent.</summary>
public sealed class InvalidInputException(string message, Exception? innerException = null) : ParkUpException(message, innerException)
{
    /// <summary>The field, by the name of its parameter; null where it is not one field.</summary>
    public string? Field { get; init; }
}

/// <summary>No connection was given, none is current, and the environment holds no token.</summary>
public sealed class NotConnectedException(string message, Exception? innerException = null) : ParkUpException(message, innerException);

/// <summary>The token would have gone over http to a host that is not loopback.</summary>
public sealed class UnencryptedConnectionException(string message, Exception? innerException = null) : ParkUpException(message, innerException);
