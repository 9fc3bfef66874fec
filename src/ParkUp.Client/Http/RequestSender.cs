using System.Net.Http.Headers;

namespace ParkUp.Client;

/// <summary>
/// Sends a request once, reads its answer, and maps every failure to a <see cref="ParkUpException"/>. Ctrl+C raises an
/// <see cref="OperationCanceledException"/>, and is never reported as a timeout.
/// </summary>
internal sealed class RequestSender(ParkUpConnection connection, RequestObserver observer)
{
    private static readonly string UserAgent = $"ParkUp.PowerShell/{typeof(RequestSender).Assembly.GetName().Version!.ToString(3)}";

    /// <param name="number">The number of the attempt, from 1.</param>
    public async Task<TAnswer> SendAsync<TAnswer>(Endpoint<TAnswer> endpoint, ApiRequest request, int number, CancellationToken stop)
    {
        var attempt = new RequestAttempt(endpoint.Method.Method, endpoint.Path, number, connection.Clock);
        var bodies = observer.OnTrace is null ? null : new MaskedBodies(request.Body, connection.Secrets);
        using var content = new TrackedContent(request.Body);
        using var message = new HttpRequestMessage(endpoint.Method, connection.AddressOf(endpoint.Path))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.Authorization = connection.Token.ToHeader();
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);

        // Cancelled by the time limit and by the caller; the caller's token then tells which of them it was.
        using var either = new CancellationTokenSource(connection.Timeout, connection.Clock);
        using var stopping = stop.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), either);
        try
        {
            using var response = await connection.Http.SendAsync(message, either.Token).ConfigureAwait(false);
            attempt.Status = response.StatusCode;
            if (!response.IsSuccessStatusCode)
            {
                throw await ReadFailureAsync(response, attempt, bodies, either.Token, stop).ConfigureAwait(false);
            }

            using var answer = await ReadAsync(response.Content, ResponseBody.MaxAnswer, bodies, either.Token).ConfigureAwait(false);
            return Parse(answer.Bytes.Span, endpoint.Read, request.Tags, response.Content);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The handler raises various exceptions where it is cancelled.
            throw new OperationCanceledException(stop);
        }
        catch (Exception failure) when (failure is OperationCanceledException || (attempt.Status is null && failure is not ParkUpException))
        {
            // Not every failure is wrapped: a connection that is reset once accepted raises a SocketException. A connection
            // that breaks because the time is over is a timeout.
            var cause = failure is not OperationCanceledException && either.IsCancellationRequested ? new OperationCanceledException(failure.Message, failure, either.Token) : failure;
            throw TransportFailure.From(cause, connection, content.Started, attempt.Summary);
        }
        catch (ParkUpException failure)
        {
            failure.Request ??= attempt.Summary;
            throw;
        }
        finally
        {
            observer.OnRequest?.Invoke(attempt.Summary);
            if (bodies is not null)
            {
                observer.OnTrace!(new RequestTrace(attempt.Summary, bodies.Request, bodies.Answer));
            }
        }
    }

    private async ValueTask<ResponseBody> ReadAsync(HttpContent content, int limit, MaskedBodies? bodies, CancellationToken either)
    {
        bodies?.Broken(MediaTypeOf(content));
        var answer = await ResponseBody.ReadAsync(content, limit, connection.Secrets, either).ConfigureAwait(false);
        bodies?.Answered(answer.Bytes, MediaTypeOf(content));
        return answer;
    }

    private async Task<ParkUpException> ReadFailureAsync(
        HttpResponseMessage response, RequestAttempt attempt, MaskedBodies? bodies, CancellationToken either, CancellationToken stop)
    {
        ErrorBody read;
        try
        {
            using var body = await ReadAsync(response.Content, ResponseBody.MaxError, bodies, either).ConfigureAwait(false);
            read = ErrorBody.Read(body.Bytes.Span, response.Content.Headers.ContentType, connection.Secrets);
        }
        catch (Exception broken) when (broken is InvalidResponseException || (broken is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // The status is enough for an error; only the reasons are missing.
            read = ErrorBody.Cut;
        }

        return StatusTable.Failure(attempt.Summary, read, StatusTable.RetryAfter(response, connection.Clock), connection);
    }

    private TAnswer Parse<TAnswer>(ReadOnlySpan<byte> bytes, AnswerReader<TAnswer> read, IReadOnlyList<TagOrder> sent, HttpContent content)
    {
        Utf8JsonReader json = default;
        try
        {
            json = JsonFields.Open(bytes);
            var isNull = json.TokenType == JsonTokenType.Null;
            string? missing = null;
            var answer = isNull ? default : read(ref json, sent, out missing);

            // Nothing but white space may follow: the reader throws where something else does.
            json.Read();
            return isNull ? throw new InvalidResponseException(Texts.AnswerNull) { Hint = Texts.InvalidResponseHint }
                : missing is null ? answer!
                : throw new InvalidResponseException(Texts.AnswerLacks.With(missing)) { Hint = Texts.InvalidResponseHint };
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Without the parser's message, which may quote personal data or the token.
            var position = (failure as JsonException)?.BytePositionInLine ?? json.TokenStartIndex;
            throw new InvalidResponseException(Texts.AnswerNotJson.With(connection.Secrets.Clean(MediaTypeOf(content) ?? "?"), position)) { Hint = Texts.InvalidResponseHint };
        }
    }

    /// <summary>Parsed only where it is shown.</summary>
    private static string? MediaTypeOf(HttpContent content) => content.Headers.ContentType?.MediaType;

    private sealed class RequestAttempt(string method, string path, int number, TimeProvider clock)
    {
        private readonly long _start = clock.GetTimestamp();

        public HttpStatusCode? Status { get; set; }

        public RequestSummary Summary => new() { Method = method, Path = "/" + path, Status = Status, Duration = clock.GetElapsedTime(_start), Attempt = number };
    }
}

/// <summary>
/// A JSON body that records whether sending it has begun. The handler asks for it only once connected: until then the
/// service cannot have applied the request.
/// </summary>
internal sealed class TrackedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ReadOnlyMemory<byte> _body;

    public TrackedContent(ReadOnlyMemory<byte> body)
    {
        _body = body;
        Headers.ContentType = Json;
    }

    public bool Started { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Started = true;
        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}

/// <summary>Called for each request once it has ended, on the thread that sent it. Bodies are masked only for OnTrace.</summary>
internal sealed record RequestObserver(Action<RequestSummary>? OnRequest = null, Action<RequestTrace>? OnTrace = null)
{
    public static readonly RequestObserver None = new();
}
