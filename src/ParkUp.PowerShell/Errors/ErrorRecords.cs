using System.Diagnostics;

namespace ParkUp.PowerShell;

/// <summary>Makes error records of the client's exceptions.</summary>
internal static class ErrorRecords
{
    /// <param name="target">The result of the row, or the input of the user.</param>
    /// <param name="message">The message for this row, as several rows may share one exception.</param>
    public static ErrorRecord From(ParkUpException error, object? target, string message)
    {
        var (id, category) = Kind(error);
        return new ErrorRecord(error, id, category, target)
        {
            // The message contains the hint. As a RecommendedAction, the console would print it twice.
            ErrorDetails = new ErrorDetails(message),
        };
    }

    private static (string Id, ErrorCategory Category) Kind(ParkUpException error) => error switch
    {
        NotConnectedException => (ErrorIds.NotConnected, ErrorCategory.ConnectionError),
        UnencryptedConnectionException => (ErrorIds.UnencryptedConnection, ErrorCategory.SecurityError),
        UnauthorizedException => (ErrorIds.Unauthorized, ErrorCategory.AuthenticationError),
        ForbiddenException => (ErrorIds.Forbidden, ErrorCategory.PermissionDenied),
        TlsFailureException => (ErrorIds.TlsFailure, ErrorCategory.SecurityError),
        InvalidInputException or RosterException => (ErrorIds.InvalidInput, ErrorCategory.InvalidArgument),
        BadRequestException => (ErrorIds.BadRequest, ErrorCategory.InvalidArgument),
        NotFoundException => (ErrorIds.NotFound, ErrorCategory.ObjectNotFound),
        ConflictException => (ErrorIds.Conflict, ErrorCategory.ResourceExists),
        TagRejectedException => (ErrorIds.TagRejected, ErrorCategory.InvalidResult),
        RateLimitedException => (ErrorIds.RateLimited, ErrorCategory.LimitsExceeded),
        ServerErrorException => (ErrorIds.ServerError, ErrorCategory.ResourceUnavailable),
        RequestTimeoutException => (ErrorIds.Timeout, ErrorCategory.OperationTimeout),
        ConnectionFailedException => (ErrorIds.ConnectionFailed, ErrorCategory.ConnectionError),
        InvalidResponseException => (ErrorIds.InvalidResponse, ErrorCategory.InvalidData),
        OutcomeUnknownException => (ErrorIds.OutcomeUnknown, ErrorCategory.OperationStopped),
        PlanMismatchException => (ErrorIds.PlanMismatch, ErrorCategory.InvalidArgument),
        StateLockedException => (ErrorIds.StateLocked, ErrorCategory.ResourceBusy),
        PlanStaleException => (ErrorIds.PlanStale, ErrorCategory.InvalidOperation),
        RevocationLimitException => (ErrorIds.RevocationLimit, ErrorCategory.LimitsExceeded),
        _ => throw new UnreachableException($"No error id for {error.GetType()}."),
    };
}
