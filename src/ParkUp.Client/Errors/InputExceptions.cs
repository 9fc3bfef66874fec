namespace ParkUp.Client;

/// <summary>A blank or malformed field, found before anything is sent.</summary>
public sealed class InvalidInputException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <summary>The field, by the name of its parameter; null where it is not one field.</summary>
    public string? Field { get; init; }

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Rejected;
}

/// <summary>No connection was given, none is current, and the environment holds no token.</summary>
public sealed class NotConnectedException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <inheritdoc/>
    public override bool StopsRun => true;

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Failed;
}

/// <summary>The token would have gone over plain http to a host that is not this machine.</summary>
public sealed class UnencryptedConnectionException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <inheritdoc/>
    public override bool StopsRun => true;

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Failed;
}
