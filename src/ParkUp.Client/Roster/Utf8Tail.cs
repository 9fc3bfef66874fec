namespace ParkUp.Client;

/// <summary>The piece of a UTF-8 character that the end of a chunk may cut off.</summary>
internal static class Utf8Tail
{
    /// <summary>How many bytes at the end start a character whose other bytes are yet to come.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        // A character has at most four bytes, so one that is cut has its first among the last three.
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            var b = bytes[^length];
            if (b is < 0x80 or >= 0xC0)
            {
                var needed = b switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
                return needed > length ? length : 0;
            }
        }

        return 0;
    }
}
