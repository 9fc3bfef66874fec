using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>
/// The one way out: sends a request once, reads its answer, and turns whatever goes wrong into an exception of the core.
/// A stop by the caller stays an <see cref="OperationCanceledException"/> and is never taken for a timeout.
/// </summary>
internal sealed class RequestSender(ParkUpConnection connection, Action<RequestSummary>? onRequest, Action<RequestTrace>? onTrace = null)
{
    public async Task<TAnswer> SendAsync<TRequest, TAnswer>(
        Endpoint endpoint,
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType,
        int number,
        CancellationToken stop)
        where TAnswer : class, IAnswer
    {
        var attempt = new Attempt(endpoint, number, connection.Clock);
        var body = WireJson.ToBody(request, requestType);
        var bodies = onTrace is null ? null : new MaskedBodies(body, connection.Token);
        using var content = new SentContent(body);
        using var message = new HttpRequestMessage(endpoint.Method, endpoint.Path) { Content = content };
        message.Version = connection.Http.DefaultRequestVersion;
        message.VersionPolicy = connection.Http.DefaultVersionPolicy;
        message.Headers.Authorization = connection.Token.ToHeader();

        // One source for the limit and the caller's stop: which of them it was, the caller's own token tells.
        using var either = new CancellationTokenSource(connection.Timeout, connection.Clock);
        using var stopping = stop.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), either);
        try
        {
            using var response = await ExchangeAsync(message, content, attempt, either.Token, stop).ConfigureAwait(false);
            attempt.Status = response.StatusCode;
            if (!response.IsSuccessStatusCode)
            {
                throw await ReadFailureAsync(response, attempt, bodies, either.Token, stop).ConfigureAwait(false);
            }

            using var answer = await ReadAsync(response.Content, AnswerReader.MaxAnswer, bodies, either.Token).ConfigureAwait(false);
            return Parse(answer.Bytes, answerType, response.Content.Headers.ContentType?.MediaType);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whatever HttpClient throws for it: the caller's own token is the one that was asked to stop.
            throw new OperationCanceledException(stop);
        }
        catch (OperationCanceledException failure)
        {
            throw TransportFailure.From(failure, connection, content.Started, attempt.Summary);
        }
        catch (ParkUpException failure)
        {
            failure.Request ??= attempt.Summary;
            throw;
        }
        finally
        {
            onRequest?.Invoke(attempt.Summary);
            if (bodies is not null)
            {
                onTrace!(new RequestTrace { Summary = attempt.Summary, Body = bodies.Request, Answer = bodies.Answer });
            }
        }
    }

    /// <summary>
    /// Sends the request, and waits for the head of the answer. Not only HttpRequestException comes of the network: a
    /// connection that is reset as soon as it is accepted makes HttpClient throw a bare SocketException.
    /// </summary>
    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpRequestMessage message, SentContent content, Attempt attempt, CancellationToken either, CancellationToken stop)
    {
        try
        {
            return await connection.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not ParkUpException && !stop.IsCancellationRequested)
        {
            throw TransportFailure.From(failure, connection, content.Started, attempt.Summary);
        }
    }

    private async Task<RentedAnswer> ReadAsync(HttpContent content, int limit, MaskedBodies? bodies, CancellationToken either)
    {
        var mediaType = content.Headers.ContentType?.MediaType;
        bodies?.Broken(mediaType);
        var answer = await AnswerReader.ReadAsync(content, limit, connection.Token, either).ConfigureAwait(false);
        bodies?.Answered(answer.Bytes, mediaType);
        return answer;
    }

    private async Task<ParkUpException> ReadFailureAsync(
        HttpResponseMessage response, Attempt attempt, MaskedBodies? bodies, CancellationToken either, CancellationToken stop)
    {
        IReadOnlyList<string> said = [];
        var isCut = false;
        try
        {
            using var body = await ReadAsync(response.Content, AnswerReader.MaxError, bodies, either).ConfigureAwait(false);
            said = ServerMessage.Read(body.Bytes, connection.Token);
        }
        catch (Exception broken) when (broken is InvalidResponseException || (broken is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // The status was answered all the same, and says more than a reason that is cut, endless or never comes.
            isCut = true;
        }

        var failure = StatusTable.Failure(attempt.Summary, said, StatusTable.RetryAfter(response, connection.Clock), connection.Clock.GetLocalNow());
        if (failure is RefusedException refused)
        {
            refused.IsReasonCut = isCut;
        }

        return failure;
    }

    private TAnswer Parse<TAnswer>(
        ReadOnlySpan<byte> bytes, JsonTypeInfo<TAnswer> type, string? mediaType)
        where TAnswer : class, IAnswer
    {
        TAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes, type);
        }
        catch (JsonException failure)
        {
            // The parser's own message may quote the answer whole, and so a person's data or the token: only where it
            // stopped is told, and its exception is not kept.
            var fault = Messages.AnswerNotJson(ServerMessage.Clean(mediaType ?? "?", connection.Token), failure.BytePositionInLine);
            throw new InvalidResponseException(fault) { Hint = Messages.InvalidResponseHint };
        }

        return answer switch
        {
            null => throw new InvalidResponseException(Messages.AnswerNull) { Hint = Messages.InvalidResponseHint },
            { MissingField: { } field } => throw new InvalidResponseException(Messages.AnswerLacks(field)) { Hint = Messages.InvalidResponseHint },
            _ => answer,
        };
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>One try at one request, and how it went so far.</summary>
    private sealed class Attempt(Endpoint endpoint, int number, TimeProvider clock)
    {
        private readonly long _start = clock.GetTimestamp();

        public HttpStatusCode? Status { get; set; }

        public RequestSummary Summary => new()
        {
            Method = endpoint.Method.Method,
            Path = "/" + endpoint.Path,
            Status = Status,
            Duration = clock.GetElapsedTime(_start),
            Attempt = number,
        };
    }
}
