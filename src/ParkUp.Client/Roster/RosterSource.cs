namespace ParkUp.Client;

/// <summary>The bytes of a roster, from a file or from a pipe. The caller's cancellation ends every read.</summary>
/// <remarks>
/// The system's read of a pipe ends only when the writer writes, so a cancelled one is left behind on its own thread, with
/// a buffer that nobody else uses.
/// </remarks>
internal sealed class RosterSource(Stream stream, CancellationToken cancellation) : IDisposable
{
    private readonly long _start = stream.CanSeek ? stream.Position : 0;
    private byte[] _pipeBuffer = [];

    /// <summary>Whether the bytes can be read only once.</summary>
    public bool IsPipe => !stream.CanSeek;

    /// <summary>Opens or reads on a thread of its own, and waits for it until it ends or is cancelled.</summary>
    public static T Interruptible<T>(Func<T> blocking, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Blocking.Wait(Task.Factory.StartNew(blocking, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellation));
    }

    /// <summary>Reads some bytes; none at the end.</summary>
    public int Read(Span<byte> buffer) => ReadAtLeast(1, buffer);

    /// <summary>Reads until the buffer is full; fewer bytes only at the end.</summary>
    public int Fill(Span<byte> buffer) => ReadAtLeast(buffer.Length, buffer);

    /// <summary>Goes back to the first byte, or to one that follows it.</summary>
    public void Rewind(int skipped) => stream.Position = _start + skipped;

    public void Dispose()
    {
        // A read that was left behind still uses the pipe; it ends with the writer.
        if (!IsPipe || !cancellation.IsCancellationRequested)
        {
            stream.Dispose();
        }
    }

    private int ReadAtLeast(int minimum, Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!IsPipe)
        {
            return stream.ReadAtLeast(buffer, minimum, throwOnEndOfStream: false);
        }

        if (_pipeBuffer.Length < buffer.Length)
        {
            _pipeBuffer = new byte[buffer.Length];
        }

        var own = _pipeBuffer.AsMemory(0, buffer.Length);
        var length = Interruptible(() => stream.ReadAtLeast(own.Span, minimum, throwOnEndOfStream: false), cancellation);
        own.Span[..length].CopyTo(buffer);
        return length;
    }
}
