using System.Security.Authentication;

namespace ParkUp.Client;

/// <summary>
/// What the sockets throw may quote what the service sent, a head that is no HTTP above all: with the token that it
/// echoes, and with what moves a terminal. It ends as an inner exception, which a log shows whole.
/// </summary>
internal static class FailureSanitizer
{
    /// <summary>The failure itself where there is nothing to take out, as nearly always; else one of its kind that says the rest.</summary>
    public static Exception Clean(Exception failure, BearerToken token)
    {
        var message = token.Redact(TextSanitizer.Clean(failure.Message));
        var inner = failure.InnerException is { } cause ? Clean(cause, token) : null;
        if (ReferenceEquals(inner, failure.InnerException) && string.Equals(message, failure.Message, StringComparison.Ordinal))
        {
            return failure;
        }

        return failure switch
        {
            HttpRequestException http => new HttpRequestException(http.HttpRequestError, message, inner, http.StatusCode),
            OperationCanceledException stopped => new OperationCanceledException(message, inner, stopped.CancellationToken),
            AuthenticationException => new AuthenticationException(message, inner),
            _ => new IOException(message, inner),
        };
    }
}
