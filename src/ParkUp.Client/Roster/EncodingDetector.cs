using System.Buffers;
using System.Text.Unicode;

namespace ParkUp.Client;

/// <summary>The encoding of a roster, and the bytes read to detect it that cannot be read again.</summary>
internal sealed record DetectedEncoding(Encoding Encoding, ReadOnlyMemory<byte> Ahead)
{
    /// <summary>A word that casts doubt on the encoding; null where none does.</summary>
    public byte[]? Doubtful { get; init; }
}

/// <summary>Detects the encoding of a roster: by its byte order mark, else as the caller says, else by its bytes.</summary>
/// <remarks>
/// A mark that the bytes behind it prove wrong is none: scripts write one, and then append text in another encoding.
/// A file is scanned whole, since its only accent may be in its last row. A pipe cannot be read twice, so its first mebibyte
/// decides, and is returned.
/// </remarks>
internal sealed class EncodingDetector(string path, RosterSource source)
{
    private const int PipeChunkSize = 1024 * 1024;
    private const int FileChunkSize = 256 * 1024;
    private const int Utf16SampleSize = 1024;
    private const int ManyInvalidBytes = 64;

    private long _multibyteCharacters;
    private long _invalidBytes;
    private byte[]? _doubtful;

    public DetectedEncoding Detect(Encoding? given)
    {
        var chunk = new byte[source.IsPipe ? PipeChunkSize : FileChunkSize];
        var length = source.Fill(chunk);
        RefuseWorkbook(chunk.AsSpan(0, length));
        var mark = CodePageOfMark(chunk.AsSpan(0, length));
        var isMarkRight = mark is { } marked && ProvesRight(marked, chunk, length);
        var encoding = isMarkRight ? RosterEncodings.ForCodePage(mark!.Value)
            : mark is not null && given is null ? throw new RosterException(path, null, Texts.RosterMarkWrong.With(path, RosterEncodings.ForCodePage(mark.Value).WebName))
            : given ?? FromStart(chunk.AsSpan(0, length)) ?? FromAllBytes(chunk, length);

        // The decoder leaves out the mark of its own encoding only.
        var skipped = mark is not null && !isMarkRight ? RosterEncodings.ForCodePage(mark.Value).GetPreamble().Length : 0;
        if (!source.IsPipe)
        {
            source.Rewind(skipped);
        }

        return new(encoding, source.IsPipe ? chunk.AsMemory(skipped..length) : default) { Doubtful = encoding.CodePage == RosterEncodings.Windows1252 && given is null ? _doubtful : null };
    }

    /// <summary>Whether what follows a mark can be in its encoding.</summary>
    private bool ProvesRight(int mark, byte[] chunk, int length)
    {
        switch (mark)
        {
            case RosterEncodings.Utf8:
                // Of a pipe, only the first chunk can be looked at.
                Scan(chunk, length, static detector => detector._invalidBytes > 0);
                return _invalidBytes == 0;
            case RosterEncodings.Utf16 or RosterEncodings.Utf16BigEndian:
                // Delimiters, digits and line breaks have a zero byte in UTF-16.
                var sample = chunk.AsSpan(2..Math.Min(length, Utf16SampleSize));
                return sample.Length < 4 || sample.Contains((byte)0);
            default:
                return true;
        }
    }

    private void RefuseWorkbook(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            throw new RosterException(path, null, Texts.RosterWorkbook.With(path));
        }
    }

    /// <summary>The encoding of a file without a mark, where the first bytes settle it.</summary>
    private Encoding? FromStart(ReadOnlySpan<byte> start)
    {
        if (CodePageOfUtf16(start[..Math.Min(start.Length, Utf16SampleSize)]) is { } utf16)
        {
            return RosterEncodings.ForCodePage(utf16);
        }

        RefuseNul(start);
        return null;
    }

    /// <summary>UTF-8 or Windows-1252, by the bytes of the first chunk and, in a file, of those that follow.</summary>
    private Encoding FromAllBytes(byte[] chunk, int length)
    {
        Scan(chunk, length, static detector => detector._invalidBytes >= ManyInvalidBytes && detector._invalidBytes >= detector._multibyteCharacters, refusesNul: true);
        return Utf8OrWindows1252();
    }

    /// <summary>Counts in chunk after chunk, until the counts settle the question.</summary>
    private void Scan(byte[] chunk, int length, Func<EncodingDetector, bool> isSettled, bool refusesNul = false)
    {
        while (true)
        {
            var isLast = length < chunk.Length;
            var bytes = chunk.AsSpan(0, length);
            var cut = isLast ? 0 : LengthOfCutCharacter(bytes);
            Count(bytes[..^cut]);
            if (isLast || source.IsPipe || isSettled(this))
            {
                return;
            }

            bytes[^cut..].CopyTo(chunk);
            length = cut + source.Fill(chunk.AsSpan(cut));
            if (refusesNul)
            {
                RefuseNul(chunk.AsSpan(0, length));
            }
        }
    }

    /// <summary>UTF-8 with a few invalid bytes is refused: as Windows-1252, every accent in it would be garbled.</summary>
    private Encoding Utf8OrWindows1252() => RosterEncodings.ForCodePage(
        _invalidBytes == 0 ? RosterEncodings.Utf8
        : _multibyteCharacters <= _invalidBytes ? RosterEncodings.Windows1252
        : throw new RosterException(path, null, Texts.RosterMixedEncodings.With(path)));

    /// <summary>Counts the UTF-8 characters of more than one byte, and the bytes that are not UTF-8.</summary>
    private void Count(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            foreach (var b in bytes)
            {
                _multibyteCharacters += b >= 0xC0 ? 1 : 0;
            }

            return;
        }

        _doubtful ??= EncodingDoubt.Find(bytes);
        while (!bytes.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done;
            _invalidBytes += isValid ? 0 : length;
            _multibyteCharacters += isValid && length > 1 ? 1 : 0;
            bytes = bytes[length..];
        }
    }

    /// <summary>The number of bytes at the end of a chunk that begin a UTF-8 character and do not end it.</summary>
    private static int LengthOfCutCharacter(ReadOnlySpan<byte> chunk) =>
        Rune.DecodeLastFromUtf8(chunk, out _, out var length) == OperationStatus.NeedMoreData ? length : 0;

    private void RefuseNul(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
        {
            throw new RosterException(path, null, Texts.RosterBinary.With(path));
        }
    }

    private static int? CodePageOfMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => RosterEncodings.Utf8,
        // Before UTF-16, whose mark is the first half of this one.
        [0xFF, 0xFE, 0, 0, ..] => RosterEncodings.Utf32,
        [0xFF, 0xFE, ..] => RosterEncodings.Utf16,
        [0xFE, 0xFF, ..] => RosterEncodings.Utf16BigEndian,
        [0, 0, 0xFE, 0xFF, ..] => RosterEncodings.Utf32BigEndian,
        _ => null,
    };

    /// <summary>UTF-16 without a byte order mark, recognised by the zero byte of each Western character.</summary>
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

        // Three in four: a typographic quote or a name in another script has no zero byte.
        return (firstZeros, secondZeros) switch
        {
            (0, > 0) when secondZeros >= pairs * 3 / 4 => RosterEncodings.Utf16,
            ( > 0, 0) when firstZeros >= pairs * 3 / 4 => RosterEncodings.Utf16BigEndian,
            _ => null,
        };
    }

    private static bool IsControl(byte b) => b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n');
}
