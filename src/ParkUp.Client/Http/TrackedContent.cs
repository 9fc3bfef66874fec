using System.Net;
using System.Net.Http.Headers;

namespace ParkUp.Client;

/// <summary>
/// A JSON body that knows whether it began to leave. The sockets ask for it only once a connection stands, so until
/// then the service cannot have seen the request, and sending it again is safe.
/// </summary>
internal sealed class TrackedContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly byte[] _body;

    public TrackedContent(byte[] body)
    {
        _body = body;
        Headers.ContentType = Json;
    }

    /// <summary>Whether a single byte may have gone out.</summary>
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
