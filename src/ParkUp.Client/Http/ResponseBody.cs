using System.Buffers;
using System.IO.Compression;

namespace ParkUp.Client;

/// <summary>The body of an answer in a buffer of the shared pool, which is returned on disposal.</summary>
internal sealed class ResponseBody : IDisposable
{
    /// <summary>Bytes of an answer, enough for half a million tags: a longer one does not come from the service.</summary>
    public const int MaxAnswer = 32 * 1024 * 1024;

    /// <summary>Bytes of an error: the service sends a few hundred, a proxy's page has some thousands.</summary>
    public const int MaxError = 64 * 1024;

    private byte[] _buffer;
    private int _length;

    private ResponseBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <exception cref="InvalidResponseException">The body is longer than the limit in bytes, or was truncated.</exception>
    public static async ValueTask<ResponseBody> ReadAsync(HttpContent content, int limit, ConnectionSecrets secrets, CancellationToken stop)
    {
        if (content.Headers.ContentLength > limit)
        {
            throw new InvalidResponseException(Texts.AnswerTooLong.With(limit / 1024));
        }

        // Parsed only where there is one.
        string[] encodings = content.Headers.NonValidated.Contains("Content-Encoding")
            ? [.. content.Headers.ContentEncoding.Where(static name => !string.Equals(name, "identity", StringComparison.OrdinalIgnoreCase))]
            : [];
        var body = new ResponseBody((int)(content.Headers.ContentLength ?? 4096) + 1);
        try
        {
            var stream = Decoded(await content.ReadAsStreamAsync(stop).ConfigureAwait(false), encodings, secrets);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(body.Free(), stop).ConfigureAwait(false) is var read and > 0)
                {
                    body._length += read;
                    if (body._length > limit)
                    {
                        throw new InvalidResponseException(Texts.AnswerTooLong.With(limit / 1024));
                    }
                }
            }

            return body;
        }
        catch (Exception failure)
        {
            body.Dispose();
            if (failure is OperationCanceledException or ParkUpException)
            {
                throw;
            }

            var message = encodings.Length > 0 && failure is InvalidDataException or InvalidOperationException ? Texts.AnswerNotDecoded.With(secrets.Clean(string.Join(", ", encodings))) : Texts.AnswerCut;
            throw new InvalidResponseException(message, FailureSanitizer.Clean(failure, secrets));
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    /// <summary>
    /// The body without its compression, which no request asks for, but some proxies apply. The limit is one of what is
    /// decompressed, so that a small answer cannot fill the memory.
    /// </summary>
    private static Stream Decoded(Stream stream, string[] encodings, ConnectionSecrets secrets) => Array.ConvertAll(encodings, static name => name.ToLowerInvariant()) switch
    {
        [] => stream,
        ["gzip" or "x-gzip"] => new GZipStream(stream, CompressionMode.Decompress),
        ["deflate"] => new ZLibStream(stream, CompressionMode.Decompress),
        ["br"] => new BrotliStream(stream, CompressionMode.Decompress),
        _ => throw new InvalidResponseException(Texts.AnswerEncoded.With(secrets.Clean(string.Join(", ", encodings)))) { Hint = Texts.InvalidResponseHint },
    };

    /// <summary>The unused part of the buffer, at least one byte; the buffer grows where it is full.</summary>
    private Memory<byte> Free()
    {
        if (_length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Bytes.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
