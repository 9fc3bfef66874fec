namespace ParkUp.PowerShell;

/// <summary>
/// The first part of every <c>FullyQualifiedErrorId</c> that the module writes; the second is the cmdlet's class.
/// Scripts compare them: none ever changes.
/// </summary>
public static class ErrorIds
{
    /// <summary>No token from anywhere.</summary>
    public const string NotConnected = "NotConnected";

    /// <summary>A token over http to a host that is not loopback.</summary>
    public const string UnencryptedConnection = "UnencryptedConnection";

    /// <summary>401.</summary>
    public const string Unauthorized = "Unauthorized";

    /// <summary>403.</summary>
    public const string Forbidden = "Forbidden";

    /// <summary>Certificate or handshake.</summary>
    public const string TlsFailure = "TlsFailure";

    /// <summary>A blank or malformed field, found before anything is sent.</summary>
    public const string InvalidInput = "InvalidInput";

    /// <summary>400.</summary>
    public const string BadRequest = "BadRequest";

    /// <summary>404.</summary>
    public const string NotFound = "NotFound";

    /// <summary>409.</summary>
    public const string Conflict = "Conflict";

    /// <summary><c>status</c> or <c>cancell</c> false.</summary>
    public const string TagRejected = "TagRejected";

    /// <summary>429.</summary>
    public const string RateLimited = "RateLimited";

    /// <summary>5xx.</summary>
    public const string ServerError = "ServerError";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "Timeout";

    /// <summary>DNS, refused, reset.</summary>
    public const string ConnectionFailed = "ConnectionFailed";

    /// <summary>Not the promised JSON.</summary>
    public const string InvalidResponse = "InvalidResponse";

    /// <summary>A write that may or may not have been applied.</summary>
    public const string OutcomeUnknown = "OutcomeUnknown";
}
