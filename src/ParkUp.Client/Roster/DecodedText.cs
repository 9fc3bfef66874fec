using System.Text;

namespace ParkUp.Client;

/// <summary>The text of a roster, decoded strictly as it is read, whose beginning can be read more than once.</summary>
/// <remarks>
/// Nothing is replaced silently. The text before a fault (bytes that the encoding does not allow, or a NUL) is handed
/// out first and the fault is thrown after it, so that the reader knows on which line it stands.
/// </remarks>
internal sealed class DecodedText : TextReader
{
    /// <summary>How far the header may reach: the text kept for reading it again.</summary>
    internal const int MaxHeader = 1024 * 1024;

    private const int ByteBufferSize = 64 * 1024;
    private const char Mark = '\uFEFF';

    private readonly Stream _stream;
    private readonly Decoder _decoder;
    private readonly string _encodingName;
    private readonly FaultFallback _fallback = new();
    private readonly CancellationToken _cancellation;
    private ReadOnlyMemory<byte> _bytes;
    private byte[]? _byteBuffer;
    private bool _streamEnded;
    private bool _started;
    private TextFault _fault;

    private bool _recording = true;
    private char[] _record = new char[4096];
    private int _recordStart;
    private int _recordAt;
    private int _recordLength;

    public DecodedText(Stream stream, DetectedEncoding detected, CancellationToken cancellation)
    {
        _stream = stream;
        _bytes = detected.Ahead;
        _cancellation = cancellation;
        var strict = (Encoding)detected.Encoding.Clone();
        strict.DecoderFallback = _fallback;
        _encodingName = strict.WebName;
        _decoder = strict.GetDecoder();
    }

    /// <summary>The first characters of what is left, as many as there are up to <paramref name="count"/>.</summary>
    public ReadOnlySpan<char> Peek(int count)
    {
        while (_recordLength - _recordAt < count && _fault == TextFault.None)
        {
            EnsureRecordRoom(count);
            var read = Decode(_record.AsSpan(_recordLength));
            if (read == 0)
            {
                break;
            }

            _recordLength += read;
        }

        return _record.AsSpan(_recordAt, Math.Min(count, _recordLength - _recordAt));
    }

    /// <summary>Leaves out characters that <see cref="Peek(int)"/> has shown; the text begins after them.</summary>
    public void Skip(int count) => _recordStart = _recordAt += count;

    /// <summary>Goes back to the beginning.</summary>
    public void Rewind() => _recordAt = _recordStart;

    /// <summary>Goes back to the beginning for the last time.</summary>
    public void RewindForGood()
    {
        Rewind();
        _recording = false;
    }

    /// <exception cref="UnreadableTextException">What comes next is no text in this encoding.</exception>
    public override int Read(Span<char> buffer)
    {
        if (_recordAt < _recordLength)
        {
            var count = Math.Min(buffer.Length, _recordLength - _recordAt);
            _record.AsSpan(_recordAt, count).CopyTo(buffer);
            _recordAt += count;
            return count;
        }

        if (!_recording)
        {
            _record = [];
            _recordAt = _recordLength = 0;
            return DecodeOrThrow(buffer);
        }

        if (_recordLength - _recordStart >= MaxHeader)
        {
            throw new UnreadableTextException(TextFault.HeaderTooLong, _encodingName);
        }

        var read = DecodeOrThrow(buffer);
        EnsureRecordRoom(read);
        buffer[..read].CopyTo(_record.AsSpan(_recordLength));
        _recordAt = _recordLength += read;
        return read;
    }

    private void EnsureRecordRoom(int count)
    {
        if (_record.Length - _recordLength < count)
        {
            Array.Resize(ref _record, Math.Max(_record.Length * 2, _recordLength + count));
        }
    }

    private int DecodeOrThrow(Span<char> chars)
    {
        var read = Decode(chars);
        return read > 0 || _fault == TextFault.None
            ? read
            : throw new UnreadableTextException(_fault, _encodingName);
    }

    /// <summary>Decodes some characters; none at the end of the text, and none at a fault.</summary>
    private int Decode(Span<char> chars)
    {
        _cancellation.ThrowIfCancellationRequested();
        while (_fault == TextFault.None)
        {
            if (_bytes.IsEmpty && !_streamEnded)
            {
                _byteBuffer ??= new byte[ByteBufferSize];
                var length = _stream.Read(_byteBuffer);
                _streamEnded = length == 0;
                _bytes = _byteBuffer.AsMemory(0, length);
            }

            _decoder.Convert(_bytes.Span, chars, flush: _streamEnded, out var used, out var written, out _);
            _bytes = _bytes[used..];
            written = UpToFault(chars[..written]);
            if (!_started && written > 0)
            {
                written = WithoutMarks(chars[..written]);
            }

            if (written > 0 || (_streamEnded && _fault == TextFault.None))
            {
                return written;
            }
        }

        return 0;
    }

    private int UpToFault(ReadOnlySpan<char> chars)
    {
        var fault = _fallback.Used ? chars.IndexOfAny('\0', FaultFallback.Sentinel) : chars.IndexOf('\0');
        if (fault < 0)
        {
            return chars.Length;
        }

        _fault = chars[fault] == '\0' ? TextFault.Nul : TextFault.InvalidBytes;
        return fault;
    }

    // A byte order mark is no part of the first cell. Files joined by scripts sometimes start with two.
    private int WithoutMarks(Span<char> chars)
    {
        var text = chars.TrimStart(Mark);
        _started = !text.IsEmpty;
        text.CopyTo(chars);
        return text.Length;
    }
}
