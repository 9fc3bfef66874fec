using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>Maps the exception of a request without an answer to an exception of the client.</summary>
internal static partial class TransportFailure
{
    /// <param name="failure">The exception of the handler or the time limit; not a stop by the caller.</param>
    /// <param name="bodySent">Whether sending the body had begun.</param>
    public static ParkUpException From(Exception failure, ParkUpConnection connection, bool bodySent, RequestSummary request)
    {
        var cause = FailureSanitizer.Clean(failure, connection.Secrets);
        var host = connection.Proxy.Authority is { } proxy ? Texts.ThroughProxy.With(connection.BaseUri.Authority, proxy) : connection.BaseUri.Authority;
        return cause switch
        {
            // Raised by the limits of the request and of connecting.
            OperationCanceledException => new RequestTimeoutException(
                bodySent ? Texts.TimedOut.With(connection.Timeout.TotalSeconds) : Texts.NotConnectedInTime.With(host), cause)
            {
                BodySent = bodySent,
                Request = request,
                Hint = bodySent ? Texts.TimedOutHint : Texts.NoConnectionHint,
            },

            // Not by HttpRequestError.SecureConnectionError, which also covers a reset during the handshake.
            { InnerException: AuthenticationException } =>
                new TlsFailureException(Texts.Tls.With(connection.BaseUri.Host, Reason(cause)), cause) { Request = request, Hint = Texts.TlsHint },

            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } refused => StatusTable.ProxyFailure(StatusOf(refused), Reason(cause), connection, request, cause),

            _ => new ConnectionFailedException((bodySent ? Texts.ConnectionBroke : Texts.NoConnection).With(host, Reason(cause)), cause)
            {
                BodySent = bodySent,
                Request = request,
                Hint = bodySent ? null : Texts.NoConnectionHint,
            },
        };
    }

    /// <summary>What a proxy answered instead of a tunnel: not every .NET keeps the status elsewhere than at the end of the message.</summary>
    private static HttpStatusCode? StatusOf(HttpRequestException refused) => refused.StatusCode
        ?? (TunnelStatus().Match(refused.Message) is { Success: true } match ? (HttpStatusCode)int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture) : null);

    [GeneratedRegex(@"'(?<status>[1-5][0-9]{2})'\.?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TunnelStatus();

    /// <summary>The message of the innermost exception, or of the socket's: "Connection refused", not "An error occurred".</summary>
    private static string Reason(Exception failure)
    {
        while (failure.InnerException is { } inner && failure is not SocketException)
        {
            failure = inner;
        }

        return TextFormat.AsSentence(TextSanitizer.Quote(failure.Message));
    }
}

/// <summary>
/// Removes secrets and control characters from exceptions of the handler. These may quote what the service sent, for
/// example a malformed status line, and a log shows them as inner exceptions.
/// </summary>
internal static class FailureSanitizer
{
    /// <summary>The exception itself where it has nothing to remove; else one of the same kind with the sanitized message.</summary>
    public static Exception Clean(Exception failure, ConnectionSecrets secrets)
    {
        var message = secrets.Redact(TextSanitizer.Clean(failure.Message));
        var inner = failure.InnerException is { } cause ? Clean(cause, secrets) : null;
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
