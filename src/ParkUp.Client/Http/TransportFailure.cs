using System.Net.Sockets;
using System.Security.Authentication;

namespace ParkUp.Client;

/// <summary>What a request met that was never answered, from the sockets' exception to the core's.</summary>
internal static class TransportFailure
{
    /// <param name="failure">What the sockets threw. A stop by the caller has been sorted out before.</param>
    /// <param name="connection">Where the request was going.</param>
    /// <param name="bodySent">Whether the request had begun to leave.</param>
    /// <param name="request">The request.</param>
    public static ParkUpException From(Exception failure, ParkUpConnection connection, bool bodySent, RequestSummary request) =>
        FromClean(FailureSanitizer.Clean(failure, connection.Token), connection, bodySent, request);

    private static ParkUpException FromClean(Exception failure, ParkUpConnection connection, bool bodySent, RequestSummary request) => failure switch
    {
        // Connecting has a limit of its own, and ends in this same exception.
        OperationCanceledException => new RequestTimeoutException(
            bodySent ? Texts.TimedOut.With(connection.Timeout.TotalSeconds) : Texts.NotConnectedInTime.With(connection.BaseUri.Authority),
            failure)
        {
            BodySent = bodySent,
            Request = request,
            Hint = bodySent ? Texts.TimedOutHint : Texts.NoConnectionHint,
        },
        // Not every SecureConnectionError: a reset during the handshake is one too, and says nothing of trust.
        { InnerException: AuthenticationException } =>
            new TlsFailureException(Texts.Tls.With(connection.BaseUri.Host, Cause(failure)), failure)
            {
                Request = request,
                Hint = Texts.TlsHint,
            },
        _ => new ConnectionFailedException(
            bodySent
                ? Texts.ConnectionBroke.With(connection.BaseUri.Authority, Cause(failure))
                : Texts.NoConnection.With(connection.BaseUri.Authority, Cause(failure)),
            failure)
        {
            BodySent = bodySent,
            Request = request,
            Hint = bodySent ? null : Texts.NoConnectionHint,
        },
    };

    /// <summary>The reason nearest to the wire: "Connection refused" rather than "An error occurred".</summary>
    private static string Cause(Exception failure)
    {
        var cause = failure;
        while (cause.InnerException is { } inner && cause is not SocketException)
        {
            cause = inner;
        }

        return TextFormat.AsSentence(TextSanitizer.Quote(cause.Message));
    }
}

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
