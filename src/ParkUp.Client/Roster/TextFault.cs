using System.Text;

namespace ParkUp.Client;

/// <summary>Why a text cannot be read on.</summary>
internal enum TextFault
{
    None,
    InvalidBytes,
    Nul,
    HeaderTooLong,
}

/// <summary>A text that cannot be read on. Whoever counts the lines turns this into a message.</summary>
internal sealed class UnreadableTextException(TextFault fault, string encodingName) : Exception(fault.ToString())
{
    public TextFault Fault { get; } = fault;

    public string EncodingName { get; } = encodingName;
}

/// <summary>Marks bytes that an encoding does not allow, and remembers that there were any.</summary>
/// <remarks>
/// A fallback that throws would lose the text decoded before the fault, and with it the number of the line. The mark
/// is a code point that stands for no character; only after <see cref="Used"/> does it mean a fault.
/// </remarks>
internal sealed class FaultFallback : DecoderFallback
{
    public const char Sentinel = '\uFFFF';

    public bool Used { get; private set; }

    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(FaultFallback owner) : DecoderFallbackBuffer
    {
        private bool _pending;

        public override int Remaining => _pending ? 1 : 0;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            owner.Used = true;
            _pending = true;
            return true;
        }

        public override char GetNextChar()
        {
            var next = _pending ? Sentinel : '\0';
            _pending = false;
            return next;
        }

        public override bool MovePrevious() => false;

        public override void Reset() => _pending = false;
    }
}
