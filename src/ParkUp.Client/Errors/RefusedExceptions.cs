namespace ParkUp.Client;

/// <summary>401: the service does not know the token. Ends the run.</summary>
public sealed class UnauthorizedException(string message, Exception? innerException = null) : RefusedException(message, innerException);

/// <summary>403: the token does not permit the request. Ends the run.</summary>
public sealed class ForbiddenException(string message, Exception? innerException = null) : RefusedException(message, innerException);

/// <summary>400, and every other 4xx without a type of its own: the request is malformed.</summary>
public sealed class BadRequestException(string message, Exception? innerException = null) : RefusedException(message, innerException);

/// <summary>404: there is no such customer, or no such address.</summary>
public sealed class NotFoundException(string message, Exception? innerException = null) : RefusedException(message, innerException)
{
    /// <summary>Whether the API says that it does not know the customer, rather than a web server that it does not know the address.</summary>
    internal bool IsAboutCustomer { get; init; }
}

/// <summary>409: the customer exists, or a tag is in use.</summary>
public sealed class ConflictException(string message, Exception? innerException = null) : RefusedException(message, innerException);

/// <summary>2xx with <c>status</c> or <c>cancell</c> false for this tag.</summary>
public sealed class TagRejectedException(string message, Exception? innerException = null) : RefusedException(message, innerException);

/// <summary>429: too many requests.</summary>
public sealed class RateLimitedException(string message, Exception? innerException = null) : RefusedException(message, innerException);

/// <summary>5xx: the service failed, perhaps after it applied the write.</summary>
public sealed class ServerErrorException(string message, Exception? innerException = null) : RefusedException(message, innerException);
