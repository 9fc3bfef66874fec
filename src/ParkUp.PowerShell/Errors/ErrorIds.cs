namespace ParkUp.PowerShell;

/// <summary>
/// The first part of every <c>FullyQualifiedErrorId</c>; the second is the class of the cmdlet. Scripts compare them, so
/// they never change. about_ParkUp_Errors explains each.
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
    public const string PlanMismatch = "PlanMismatch";
    public const string StateLocked = "StateLocked";
    public const string PlanStale = "PlanStale";
    public const string RevocationLimit = "RevocationLimit";
}
