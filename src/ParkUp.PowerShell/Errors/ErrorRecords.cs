using System.Diagnostics;
using System.Management.Automation;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>The one place where an exception of the core becomes an error record.</summary>
internal static class ErrorRecords
{
    /// <param name="error">What happened; it stays the record's exception, with all it holds.</param>
    /// <param name="target">The row's result, or the user's own input.</param>
    /// <param name="message">The whole sentence for this row; one exception may stand for many rows.</param>
    public static ErrorRecord From(ParkUpException error, object? target, string message)
    {
        var (id, category) = Kind(error);
        return new ErrorRecord(error, id, category, target)
        {
            // The hint is in the sentence: as a RecommendedAction the console would print it twice.
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
        _ => throw new UnreachableException($"No error id for {error.GetType()}."),
    };
}
