using System.Net.Http.Headers;
using System.Net.Sockets;

namespace ParkUp.Sandbox;

/// <summary>
/// The in-process transport: the innermost handler of an <see cref="HttpClient"/>, in the place of the one that opens
/// sockets. What goes wrong is thrown as the real one throws it.
/// </summary>
/// <param name="api">The sandbox; several handlers may share one.</param>
public sealed class SandboxHandler(SandboxApi api) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();

        // Reading the content serialises it, which is how a client can tell that its request went out.
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var asked = new SandboxRequest(request.Method.Method, request.RequestUri?.AbsolutePath ?? "/", AuthorizationOf(request), body);
        var reply = await api.HandleAsync(asked, cancellationToken).ConfigureAwait(false);
        if (reply.Delivery == DeliveryFault.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        await api.WaitForLatencyAsync(cancellationToken).ConfigureAwait(false);
        return reply.Delivery == DeliveryFault.Drop ? throw Reset() : ToResponse(reply, request);
    }

    // Not the parsed header: what does not parse must reach the sandbox as it was sent.
    private static string? AuthorizationOf(HttpRequestMessage request) =>
        request.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString() : null;

    private static HttpResponseMessage ToResponse(SandboxReply reply, HttpRequestMessage request)
    {
        HttpContent content = reply.Delivery == DeliveryFault.Truncate
            ? new StreamContent(new TruncatedStream(reply.Body, reply.TruncatedLength)) { Headers = { ContentLength = reply.Body.Length } }
            : new ReadOnlyMemoryContent(reply.Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(reply.ContentType);
        HttpResponseMessage response = new((HttpStatusCode)reply.StatusCode) { Content = content, RequestMessage = request };
        foreach (var (name, value) in reply.Headers)
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

    /// <summary>Gives what arrives, then fails as the stream of a real answer fails when its connection breaks off.</summary>
    private sealed class TruncatedStream(ReadOnlyMemory<byte> whole, int arriving) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var left = whole.Span[_position..arriving];
            if (left.IsEmpty && !buffer.IsEmpty)
            {
                throw new HttpIOException(
                    HttpRequestError.ResponseEnded,
                    string.Create(CultureInfo.InvariantCulture, $"The response ended prematurely, with at least {whole.Length - arriving} additional bytes expected."));
            }

            var count = Math.Min(left.Length, buffer.Length);
            left[..count].CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
