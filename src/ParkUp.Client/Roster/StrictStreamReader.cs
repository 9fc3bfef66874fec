namespace ParkUp.Client;

/// <summary>Decodes a roster up to the first fault: bytes that the encoding does not allow, or a NUL.</summary>
/// <remarks>The text before the fault is returned first, since the caller counts lines in it to say where the fault is.</remarks>
internal sealed class StrictStreamReader : ITextSource
{
    private const int ByteBufferSize = 64 * 1024;
    private const char ByteOrderMark = '\uFEFF';
    private const char Nul = '\0';

    private readonly RosterSource _source;
    private readonly Decoder _decoder;
    private readonly string _encodingName;
    private readonly MarkingFallback _fallback = new();
    private ReadOnlyMemory<byte> _bytes;
    private byte[]? _byteBuffer;
    private bool _sourceEnded;
    private bool _started;
    private char? _fault;

    public StrictStreamReader(RosterSource source, DetectedEncoding detected)
    {
        _source = source;
        _bytes = detected.Ahead;
        var encoding = (Encoding)detected.Encoding.Clone();
        encoding.DecoderFallback = _fallback;
        _encodingName = encoding.WebName;
        _decoder = encoding.GetDecoder();
    }

    /// <summary>Reads some text; none at its end, and none from a fault on.</summary>
    public int Read(Span<char> buffer)
    {
        while (_fault is null)
        {
            if (_bytes.IsEmpty && !_sourceEnded)
            {
                _byteBuffer ??= new byte[ByteBufferSize];
                var length = _source.Read(_byteBuffer);
                _sourceEnded = length == 0;
                _bytes = _byteBuffer.AsMemory(0, length);
            }

            _decoder.Convert(_bytes.Span, buffer, flush: _sourceEnded, out var used, out var written, out _);
            _bytes = _bytes[used..];
            written = LengthBeforeFault(buffer[..written]);
            if (!_started)
            {
                written = RemoveByteOrderMarks(buffer[..written]);
            }

            if (written > 0 || (_sourceEnded && _fault is null))
            {
                return written;
            }
        }

        return 0;
    }

    /// <summary>The message for the fault that ended the text; null where the source ended it.</summary>
    public string? FaultMessage(string path, int line) => _fault switch
    {
        null => null,
        Nul => Texts.RosterNul.With(path, line, _encodingName),
        _ => Texts.RosterWrongEncoding.With(path, _encodingName, line),
    };

    private int LengthBeforeFault(ReadOnlySpan<char> text)
    {
        var length = _fallback.WasUsed ? text.IndexOfAny(Nul, MarkingFallback.Mark) : text.IndexOf(Nul);
        if (length < 0)
        {
            return text.Length;
        }

        _fault = text[length];
        return length;
    }

    /// <summary>Files joined by scripts may start with more than one mark.</summary>
    private int RemoveByteOrderMarks(Span<char> text)
    {
        var rest = text.TrimStart(ByteOrderMark);
        _started = !rest.IsEmpty;
        rest.CopyTo(text);
        return rest.Length;
    }

    /// <summary>Decodes invalid bytes to a mark: a fallback that throws would lose the text before them.</summary>
    private sealed class MarkingFallback : DecoderFallback
    {
        /// <summary>No character, but a file may hold it: it marks a fault only after <see cref="WasUsed"/>.</summary>
        public const char Mark = '\uFFFF';

        public bool WasUsed { get; private set; }

        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

        private sealed class Buffer(MarkingFallback owner) : DecoderFallbackBuffer
        {
            private bool _pending;

            public override int Remaining => _pending ? 1 : 0;

            public override bool Fallback(byte[] bytesUnknown, int index) => owner.WasUsed = _pending = true;

            public override char GetNextChar()
            {
                var next = _pending ? Mark : '\0';
                _pending = false;
                return next;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _pending = false;
        }
    }
}
