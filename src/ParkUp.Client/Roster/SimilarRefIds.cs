using System.Runtime.InteropServices;

namespace ParkUp.Client;

/// <summary>Finds two references that differ only by signs or case: the service takes them for two customers.</summary>
/// <remarks>It keeps hashes of at most 1.5 million references in 32 MiB, the text of the first of them, and nothing once it has found two.</remarks>
internal sealed class SimilarRefIds
{
    private const int MaxSlots = 1 << 21;
    private const int MaxTexts = 1 << 14;

    private readonly List<(int Line, string RefId)> _texts = [];
    private Slot[] _slots = new Slot[1024];
    private int _count;
    private bool _isDone;

    /// <summary>Adds a reference; returns the earlier one that it can be confused with.</summary>
    public (string RefId, int Line)? Add(string refId, int line)
    {
        if (_isDone)
        {
            return null;
        }

        var (key, exact) = Hash(refId);
        ref var slot = ref Find(_slots, key);
        if (slot.Key == 0)
        {
            slot = new(key, exact, line);
            if (_texts.Count < MaxTexts)
            {
                _texts.Add((line, refId));
            }

            Grow();
            return null;
        }

        if (slot.Exact == exact)
        {
            return null;
        }

        var first = slot.Line;
        Stop();
        var text = _texts.Find(text => text.Line == first).RefId ?? "…";
        _texts.Clear();
        return (text, first);
    }

    private void Stop()
    {
        _isDone = true;
        _slots = [];
    }

    private void Grow()
    {
        if (++_count <= _slots.Length / 4 * 3)
        {
            return;
        }

        if (_slots.Length == MaxSlots)
        {
            Stop();
            return;
        }

        var larger = new Slot[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot.Key != 0)
            {
                Find(larger, slot.Key) = slot;
            }
        }

        _slots = larger;
    }

    private static ref Slot Find(Slot[] slots, ulong key)
    {
        var at = (int)(key & (uint)(slots.Length - 1));
        while (slots[at].Key != 0 && slots[at].Key != key)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return ref slots[at];
    }

    /// <summary>A hash of the letters and digits in one case, never 0, and one of the text as it is (FNV-1a).</summary>
    private static (ulong Key, uint Exact) Hash(string text)
    {
        const ulong Offset = 14695981039346656037;
        const ulong Prime = 1099511628211;
        var (key, exact) = (Offset, Offset);
        foreach (var c in text)
        {
            exact = (exact ^ c) * Prime;
            key = char.IsLetterOrDigit(c) ? (key ^ char.ToUpperInvariant(c)) * Prime : key;
        }

        // A reference of signs alone is like itself only.
        key = key == Offset ? exact : key;
        key ^= key >> 32;
        return (Math.Max(1, key), (uint)(exact ^ (exact >> 32)));
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Slot(ulong Key, uint Exact, int Line);
}
