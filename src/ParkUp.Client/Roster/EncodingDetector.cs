using System.Text;

namespace ParkUp.Client;

/// <summary>How the bytes of a roster become text, and the bytes that finding it out has already used up.</summary>
internal readonly record struct DetectedEncoding(Encoding Encoding, ReadOnlyMemory<byte> Ahead);

/// <summary>Finds the encoding of a roster: its byte order mark, else what the caller says, else what the bytes allow.</summary>
/// <remarks>
/// A file is scanned whole: one name with an accent near the end tells UTF-8 from Windows-1252, and the rows before it
/// are gone by the time it is met. A pipe cannot be read twice, so there the first mebibyte decides, and is kept.
/// </remarks>
internal sealed class EncodingDetector
{
    internal const int PipeAhead = 1024 * 1024;
    private const int ChunkSize = 256 * 1024;
    private const int TextySample = 1024;

    private readonly string _path;
    private readonly Stream _stream;
    private readonly CancellationToken _cancellation;

    private EncodingDetector(string path, Stream stream, CancellationToken cancellation)
    {
        _path = path;
        _stream = stream;
        _cancellation = cancellation;
    }

    public static DetectedEncoding Detect(
        string path, Stream stream, Encoding? given, CancellationToken cancellation)
    {
        var detector = new EncodingDetector(path, stream, cancellation);
        if (stream.CanSeek)
        {
            var start = stream.Position;
            var encoding = detector.Scan(new byte[ChunkSize], given);
            stream.Position = start;
            return new(encoding, default);
        }

        var ahead = new byte[PipeAhead];
        var length = detector.Fill(ahead);
        var head = ahead.AsMemory(0, length);
        if (detector.FromStart(head.Span, given) is { } known)
        {
            return new(known, head);
        }

        var signs = new Utf8Signs();
        signs.Look(length < PipeAhead ? head.Span : head.Span[..^Utf8Tail.LengthOf(head.Span)]);
        return new(detector.Conclude(signs), head);
    }

    /// <summary>
    /// UTF-8 with a few bytes of something else in it is neither: read as Windows-1252, every accent would come in
    /// wrong, and go out wrong to the service, without a word.
    /// </summary>
    private Encoding Conclude(Utf8Signs signs) => RosterEncodings.ForCodePage(signs switch
    {
        { Strays: 0 } => RosterEncodings.Utf8,
        _ when signs.Characters > signs.Strays => throw new RosterException(_path, null, Texts.RosterMixedEncodings.With(_path)),
        _ => RosterEncodings.Windows1252,
    });

    private Encoding Scan(byte[] chunk, Encoding? given)
    {
        var length = Fill(chunk);
        if (FromStart(chunk.AsSpan(0, length), given) is { } encoding)
        {
            return encoding;
        }

        var signs = new Utf8Signs();
        while (true)
        {
            var last = length < chunk.Length;
            var bytes = chunk.AsSpan(0, length);
            var tail = last ? 0 : Utf8Tail.LengthOf(bytes);
            signs.Look(bytes[..^tail]);
            if (last || signs.AreClear)
            {
                return Conclude(signs);
            }

            // A character cut in two by the end of the chunk is looked at whole, at the start of the next.
            bytes[^tail..].CopyTo(chunk);
            length = tail + Fill(chunk.AsSpan(tail));
            RefuseNul(chunk.AsSpan(0, length));
        }
    }

    /// <summary>What the first bytes settle by themselves; <see langword="null"/> where it takes all of them.</summary>
    private Encoding? FromStart(ReadOnlySpan<byte> start, Encoding? given)
    {
        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            throw new RosterException(_path, null, Texts.RosterWorkbook.With(_path));
        }

        if (CodePageOfMark(start) is { } marked)
        {
            return RosterEncodings.ForCodePage(marked);
        }

        if (given is not null)
        {
            return given;
        }

        if (CodePageOfUtf16(start[..Math.Min(start.Length, TextySample)]) is { } utf16)
        {
            return RosterEncodings.ForCodePage(utf16);
        }

        RefuseNul(start);
        return null;
    }

    private void RefuseNul(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
        {
            throw new RosterException(_path, null, Texts.RosterBinary.With(_path));
        }
    }

    private int Fill(Span<byte> buffer)
    {
        _cancellation.ThrowIfCancellationRequested();
        return _stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    private static int? CodePageOfMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => RosterEncodings.Utf8,
        // Before UTF-16: its mark is the first half of this one, and no text goes on with a NUL.
        [0xFF, 0xFE, 0, 0, ..] => RosterEncodings.Utf32,
        [0xFF, 0xFE, ..] => RosterEncodings.Utf16,
        [0xFE, 0xFF, ..] => RosterEncodings.Utf16BigEndian,
        [0, 0, 0xFE, 0xFF, ..] => RosterEncodings.Utf32BigEndian,
        _ => null,
    };

    /// <summary>Which UTF-16 a text without a mark is in, told by the zero half of its mostly Western characters.</summary>
    private static int? CodePageOfUtf16(ReadOnlySpan<byte> sample)
    {
        var pairs = sample.Length / 2;
        int firstZeros = 0, secondZeros = 0;
        for (var i = 0; i < pairs; i++)
        {
            var (first, second) = (sample[2 * i], sample[(2 * i) + 1]);
            if ((first == 0 && IsControl(second)) || (second == 0 && IsControl(first)))
            {
                return null;
            }

            firstZeros += first == 0 ? 1 : 0;
            secondZeros += second == 0 ? 1 : 0;
        }

        // Three in four, since a name in another script or a typographic quote has no zero half.
        return (firstZeros, secondZeros) switch
        {
            (0, > 0) when secondZeros >= pairs * 3 / 4 => RosterEncodings.Utf16,
            ( > 0, 0) when firstZeros >= pairs * 3 / 4 => RosterEncodings.Utf16BigEndian,
            _ => null,
        };
    }

    private static bool IsControl(byte b) => b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n');
}
