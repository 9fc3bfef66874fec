using System.Globalization;
using System.Net;

namespace ParkUp.Sandbox;

/// <summary>A content that announces its whole length and breaks off midway, however it is read.</summary>
internal sealed class TruncatedContent(ReadOnlyMemory<byte> whole, int arriving) : HttpContent
{
    protected override bool TryComputeLength(out long length)
    {
        length = whole.Length;
        return true;
    }

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => new TruncatedStream(whole, arriving);

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new TruncatedStream(whole, arriving));

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using TruncatedStream source = new(whole, arriving);
        source.CopyTo(stream);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        TruncatedStream source = new(whole, arriving);
        await using (source.ConfigureAwait(false))
        {
            await source.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives what arrives, then fails where the real stream of an answer fails.</summary>
    private sealed class TruncatedStream(ReadOnlyMemory<byte> whole, int arriving) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            ReadOnlySpan<byte> left = whole.Span[_position..arriving];
            if (left.IsEmpty && !buffer.IsEmpty)
            {
                string missing = (whole.Length - arriving).ToString(CultureInfo.InvariantCulture);
                throw new HttpIOException(
                    HttpRequestError.ResponseEnded,
                    $"The response ended prematurely, with at least {missing} additional bytes expected.");
            }

            int count = Math.Min(left.Length, buffer.Length);
            left[..count].CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(Read(buffer.Span));
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
