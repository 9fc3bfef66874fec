using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ParkUp.Sandbox;

/// <summary>
/// The in-process door: the innermost handler of an <see cref="HttpClient"/>, in the place of the one that opens
/// sockets. What goes wrong is thrown as the real one throws it.
/// </summary>
public sealed class SandboxHandler : HttpMessageHandler
{
    private readonly SandboxApi _api;

    /// <summary>Opens a door to a sandbox; several may lead to the same one.</summary>
    /// <param name="api">The sandbox.</param>
    public SandboxHandler(SandboxApi api)
    {
        ArgumentNullException.ThrowIfNull(api);
        _api = api;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();

        // Reading the content serialises it, which is how a client can tell that its request went out.
        byte[] body = request.Content is null
            ? []
            : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        SandboxReply reply = _api.Handle(new SandboxRequest(
            request.Method.Method,
            request.RequestUri?.AbsolutePath ?? "/",
            AuthorizationOf(request),
            body));
        if (reply.Delivery == DeliveryFault.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }

        await _api.WaitForLatencyAsync(cancellationToken).ConfigureAwait(false);
        return reply.Delivery == DeliveryFault.Drop ? throw Reset() : ToResponse(reply, request);
    }

    // Not the parsed header: what does not parse must reach the sandbox as it was sent.
    private static string? AuthorizationOf(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues values) ? values.ToString() : null;

    private static HttpResponseMessage ToResponse(SandboxReply reply, HttpRequestMessage request)
    {
        HttpContent content = reply.Delivery == DeliveryFault.Truncate
            ? new TruncatedContent(reply.Body, reply.TruncatedLength)
            : new ReadOnlyMemoryContent(reply.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(reply.ContentType);
        HttpResponseMessage response = new((System.Net.HttpStatusCode)reply.StatusCode)
        {
            Content = content,
            RequestMessage = request,
        };
        foreach ((string name, string value) in reply.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>What SocketsHttpHandler throws for a connection that is reset while it waits for an answer.</summary>
    private static HttpRequestException Reset()
    {
        SocketException reset = new((int)SocketError.ConnectionReset);
        IOException transport = new($"Unable to read data from the transport connection: {reset.Message}.", reset);
        return new HttpRequestException(HttpRequestError.Unknown, "An error occurred while sending the request.", transport);
    }
}
