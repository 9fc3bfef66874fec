using System.Runtime.InteropServices;

namespace ParkUp.Client;

/// <summary>One tag that an applied roster placed.</summary>
internal sealed record StateEntry
{
    // Ticks from 1, and 0 for null: a state has many entries, and a nullable time takes three times as much.
    private readonly long _seen;
    private readonly long _missing;
    private readonly long _revoked;

    public required string RefId { get; init; }

    public long? CustomerId { get; init; }

    public required string Code { get; init; }

    public string? Plate { get; init; }

    /// <summary>When it was last known to be as wanted; null where it was only about to be added.</summary>
    public DateTimeOffset? Seen
    {
        get => Unpack(_seen);
        init => _seen = Pack(value);
    }

    /// <summary>Since when the roster lacks it; null while it has it.</summary>
    public DateTimeOffset? Missing
    {
        get => Unpack(_missing);
        init => _missing = Pack(value);
    }

    /// <summary>When its revocation was proven; null while it may be there.</summary>
    public DateTimeOffset? Revoked
    {
        get => Unpack(_revoked);
        init => _revoked = Pack(value);
    }

    private static long Pack(DateTimeOffset? time) => time is { } known ? known.UtcTicks + 1 : 0;

    private static DateTimeOffset? Unpack(long packed) => packed == 0 ? null : new DateTimeOffset(packed - 1, TimeSpan.Zero);
}

/// <summary>
/// What applied rosters placed. It says whom to ask about, and what may be revoked; never what is there. Codes are compared
/// without case, references with it.
/// </summary>
internal sealed class PlanState
{
    private const int None = -1;

    // In the order in which they came; what is taken out leaves its place empty.
    private readonly List<Place> _places = [];
    private readonly Dictionary<CodeKey, int> _firstOfCode = [];

    /// <summary>In the order in which they came.</summary>
    public IEnumerable<StateEntry> Entries => _places.Select(static place => place.Entry).OfType<StateEntry>();

    public int Count { get; private set; }

    /// <summary>The customers with a tag whose revocation is not proven, in order.</summary>
    public IEnumerable<CustomerKey> Customers => Entries.Where(static entry => entry.Revoked is null)
        .Select(static entry => new CustomerKey(entry.RefId, entry.CustomerId)).DistinctBy(static customer => customer.RefId, StringComparer.Ordinal);

    /// <summary>The entry of a tag; null where there is none.</summary>
    public StateEntry? Find(string refId, string code, string? plate) => Search(new StateKey(refId, code, plate), out _) is >= 0 and var found ? _places[found].Entry : null;

    /// <summary>An entry that makes the code one of this roster: the one with the plate, else one with another. Null where there is none, or all are proven to be revoked.</summary>
    public StateEntry? FindManaged(string refId, string code, string? plate)
    {
        if (Find(refId, code, plate) is { } exact)
        {
            return exact.Revoked is null ? exact : null;
        }

        return Managed(refId, code).FirstOrDefault();
    }

    /// <summary>The entries of a code, with any plate, whose revocation is not proven.</summary>
    public IEnumerable<StateEntry> Managed(string refId, string code)
    {
        for (var place = _firstOfCode.GetValueOrDefault(new CodeKey(refId, code), None); place != None; place = _places[place].Next)
        {
            if (_places[place].Entry is { Revoked: null } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>When the revocation of a tag was proven; null where it was not. A list that shows the tag all the same holds cancelled tags.</summary>
    public DateTimeOffset? RevokedAt(string refId, string code, string? plate) => Find(refId, code, plate)?.Revoked;

    /// <summary>Puts in an entry, in place of the one for the same tag.</summary>
    public void Put(StateEntry entry)
    {
        if (Search(StateKey.Of(entry), out var last) is >= 0 and var found)
        {
            _places[found] = _places[found] with { Entry = entry };
            return;
        }

        Link(new CodeKey(entry.RefId, entry.Code), last, _places.Count);
        _places.Add(new Place(entry, None));
        Count++;
    }

    /// <summary>Takes an entry out.</summary>
    public void Remove(string refId, string code, string? plate)
    {
        if (Search(new StateKey(refId, code, plate), out var before) is >= 0 and var found)
        {
            Link(new CodeKey(refId, code), before, _places[found].Next);
            _places[found] = new Place(Entry: null, None);
            Count--;
        }
    }

    /// <summary>The place of a tag; negative where there is none.</summary>
    /// <param name="before">The place before it in the chain of its code, or the last one; negative where there is none.</param>
    private int Search(StateKey key, out int before)
    {
        before = None;
        var plate = Plate.Normalize(key.Plate);
        var place = _firstOfCode.GetValueOrDefault(new CodeKey(key.RefId, key.Code), None);
        while (place != None && !string.Equals(Plate.Normalize(_places[place].Entry!.Plate), plate, StringComparison.Ordinal))
        {
            before = place;
            place = _places[place].Next;
        }

        return place;
    }

    /// <summary>Makes a place the next one of its code, or the first.</summary>
    private void Link(CodeKey code, int before, int next)
    {
        if (before != None)
        {
            _places[before] = _places[before] with { Next = next };
        }
        else if (next != None)
        {
            _firstOfCode[code] = next;
        }
        else
        {
            _firstOfCode.Remove(code);
        }
    }

    /// <summary>An entry, and the place of the next one of the same code: few codes have several plates.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(StateEntry? Entry, int Next);

    /// <summary>The reference as it is, the code in any case.</summary>
    private readonly record struct CodeKey(string RefId, string Code)
    {
        public bool Equals(CodeKey other) => string.Equals(RefId, other.RefId, StringComparison.Ordinal)
            && string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase);

        public override int GetHashCode() => HashCode.Combine(RefId, Code.GetHashCode(StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What an entry is found by: the reference as it is, the code in any case, the plate in any spelling.</summary>
internal readonly record struct StateKey(string RefId, string Code, string? Plate)
{
    public static StateKey Of(StateEntry entry) => new(entry.RefId, entry.Code, entry.Plate);

    public bool Equals(StateKey other) => string.Equals(RefId, other.RefId, StringComparison.Ordinal)
        && string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Client.Plate.Normalize(Plate), Client.Plate.Normalize(other.Plate), StringComparison.Ordinal);

    public override int GetHashCode() => HashCode.Combine(RefId, Code.GetHashCode(StringComparison.OrdinalIgnoreCase));
}
