namespace ParkUp.Client;

/// <summary>
/// A pipe whose reads can be cancelled. The system's read ends only when the writer writes, so it is left behind on its
/// own thread, with a buffer that nobody else uses.
/// </summary>
internal sealed class InterruptibleStream(Stream pipe, CancellationToken stop) : Stream
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens or reads on a thread of its own, and waits for it as long as the caller is not cancelled.</summary>
    public static T Run<T>(Func<T> blocking, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Blocking.Wait(Task.Factory.StartNew(blocking, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(stop));
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = Math.Min(buffer.Length, _buffer.Length);
        var length = Run(() => pipe.Read(_buffer, 0, wanted), stop);
        _buffer.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // A read that was left behind still uses the pipe; it ends with the writer.
        if (disposing && !stop.IsCancellationRequested)
        {
            pipe.Dispose();
        }

        base.Dispose(disposing);
    }
}
