using System.Buffers;

namespace ParkUp.Client;

/// <summary>Reads an answer into memory, and no more of it than is reasonable.</summary>
internal static class BodyReader
{
    /// <summary>A list of half a million tags; a service that sends more is not this service.</summary>
    public const int MaxAnswer = 32 * 1024 * 1024;

    /// <summary>An error's envelope is a few hundred bytes; a proxy's page some thousands.</summary>
    public const int MaxError = 64 * 1024;

    /// <summary>The whole answer, in a rented buffer that the caller gives back.</summary>
    /// <exception cref="InvalidResponseException">It is longer than the limit, or ended before its end.</exception>
    public static async Task<RentedBody> ReadAsync(HttpContent content, int limit, BearerToken token, CancellationToken stop)
    {
        if (content.Headers.ContentLength > limit)
        {
            throw new InvalidResponseException(Texts.AnswerTooLong.With(limit / 1024));
        }

        var answer = new RentedBody((int)(content.Headers.ContentLength ?? 4096) + 1);
        try
        {
            var stream = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (await stream.ReadAsync(answer.Free(), stop).ConfigureAwait(false) is var read and > 0)
                {
                    answer.Length += read;
                    if (answer.Length > limit)
                    {
                        throw new InvalidResponseException(Texts.AnswerTooLong.With(limit / 1024));
                    }
                }
            }

            return answer;
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or ParkUpException))
        {
            answer.Dispose();
            throw new InvalidResponseException(Texts.AnswerCut, FailureSanitizer.Clean(failure, token));
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}

/// <summary>The bytes of an answer, on loan from the shared pool.</summary>
internal sealed class RentedBody(int capacity) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Room for more, at least one byte.</summary>
    public Memory<byte> Free()
    {
        if (Length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Bytes.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(Length);
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }
}
