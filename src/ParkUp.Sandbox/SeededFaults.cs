using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace ParkUp.Sandbox;

/// <summary>
/// Faults at given rates, drawn from a hash of the request rather than from a shared generator. The hash (FNV-1a with a
/// final mix) is the same in every process and on every machine, as <see cref="HashCode"/> by design is not.
/// </summary>
internal sealed class SeededFaults
{
    private const ulong FnvOffset = 0xcbf29ce484222325;
    private const ulong FnvPrime = 0x100000001b3;

    private readonly ConcurrentDictionary<ulong, int> _timesSeen = new();
    private readonly (FaultKind Kind, double Below)[] _thresholds;
    private readonly int _seed;

    public SeededFaults(IReadOnlyDictionary<FaultKind, decimal> rates, int seed)
    {
        _seed = seed;

        // In the order of the kinds, not of the dictionary: "a:0.1, b:0.1" and "b:0.1, a:0.1" are one plan.
        // Summed as decimals, so that rates that make 1 together leave no gap.
        decimal sum = 0;
        _thresholds = [.. rates.OrderBy(static rate => rate.Key).Select(rate => (rate.Key, (double)(sum += rate.Value)))];
    }

    public FaultKind? Draw(SandboxRequest request)
    {
        var key = Mix(Hash(Hash(Hash(FnvOffset, request.Method), request.Path), request.Body.Span));
        var times = _timesSeen.AddOrUpdate(key, 1, static (_, before) => before + 1);

        Span<byte> draw = stackalloc byte[3 * sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(draw, (uint)_seed);
        BinaryPrimitives.WriteUInt64LittleEndian(draw[8..], key);
        BinaryPrimitives.WriteUInt64LittleEndian(draw[16..], (ulong)times);

        // The upper 53 bits make every double from 0 up to, but not including, 1 equally likely.
        var point = (Mix(Hash(FnvOffset, draw)) >> 11) * (1.0 / (1UL << 53));
        foreach (var (kind, below) in _thresholds)
        {
            if (point < below)
            {
                return kind;
            }
        }

        return null;
    }

    private static ulong Hash(ulong state, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            state = (state ^ value) * FnvPrime;
        }

        return state;
    }

    private static ulong Hash(ulong state, string text)
    {
        foreach (var character in text)
        {
            state = (state ^ character) * FnvPrime;
        }

        // No character has this value, so "ab" + "c" and "a" + "bc" differ.
        return (state ^ 0x10000) * FnvPrime;
    }

    /// <summary>FNV leaves the high bits of short inputs poorly mixed; this is the finish of SplitMix64.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
