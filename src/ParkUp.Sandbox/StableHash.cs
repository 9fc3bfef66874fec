namespace ParkUp.Sandbox;

/// <summary>
/// A 64-bit hash (FNV-1a with a final mix) that is the same in every process and on every machine,
/// which <see cref="string.GetHashCode()"/> and <see cref="HashCode"/> by design are not.
/// </summary>
internal struct StableHash
{
    private const ulong Prime = 0x100000001b3;
    private ulong _state;

    public StableHash() => _state = 0xcbf29ce484222325;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        ulong state = _state;
        foreach (byte value in bytes)
        {
            state = (state ^ value) * Prime;
        }

        _state = state;
    }

    public void Add(string text)
    {
        foreach (char c in text)
        {
            _state = (_state ^ c) * Prime;
        }

        // No character has this value, so "ab" + "c" and "a" + "bc" differ.
        _state = (_state ^ 0x10000) * Prime;
    }

    public void Add(ulong value)
    {
        for (int shift = 0; shift < 64; shift += 8)
        {
            _state = (_state ^ ((value >> shift) & 0xff)) * Prime;
        }
    }

    /// <summary>FNV leaves the high bits of short inputs poorly mixed; this is the finish of SplitMix64.</summary>
    public readonly ulong Finish()
    {
        ulong value = _state;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
