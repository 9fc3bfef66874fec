namespace ParkUp.PowerShell;

/// <summary>
/// The first part of every <c>FullyQualifiedErrorId</c>; the second is the cmdlet's class. Scripts compare them, so none
/// ever changes. about_ParkUp_Errors says when each is written.
/// </summary>
internal static class ErrorIds
{
    public const string NotConnected = "NotConnected";
    public const string UnencryptedConnection = "UnencryptedConnection";
    public const string Unauthorized = "Unauthorized";
    public const string Forbidden = "Forbidden";
    public const string TlsFailure = "TlsFailure";
    public const string InvalidInput = "InvalidInput";
    public const string BadRequest = "BadRequest";
    public const string NotFound = "NotFound";
    public const string Conflict = "Conflict";
    public const string TagRejected = "TagRejected";
    public const string RateLimited = "RateLimited";
    public const string ServerError = "ServerError";
    public const string Timeout = "Timeout";
    public const string ConnectionFailed = "ConnectionFailed";
    public const string InvalidResponse = "InvalidResponse";
    public const string OutcomeUnknown = "OutcomeUnknown";
}
