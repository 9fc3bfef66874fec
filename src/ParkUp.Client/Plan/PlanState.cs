namespace ParkUp.Client;

/// <summary>One tag that an applied roster placed.</summary>
internal sealed record StateEntry
{
    public required string RefId { get; init; }

    public long? CustomerId { get; init; }

    public required string Code { get; init; }

    public string? Plate { get; init; }

    /// <summary>When it was last known to be as wanted; null where it was only about to be added.</summary>
    public DateTimeOffset? Seen { get; init; }

    /// <summary>Since when the roster lacks it; null while it has it.</summary>
    public DateTimeOffset? Missing { get; init; }

    /// <summary>When its revocation was proven; null while it may be there.</summary>
    public DateTimeOffset? Revoked { get; init; }
}

/// <summary>
/// What applied rosters placed. It says whom to ask about, and what may be revoked; never what is there. Codes are compared
/// without case, references with it.
/// </summary>
internal sealed class PlanState
{
    private readonly List<Key> _order = [];
    private readonly Dictionary<Key, StateEntry> _entries = [];
    private readonly Dictionary<string, List<Key>> _byRefId = new(StringComparer.Ordinal);

    /// <summary>In the order in which they came.</summary>
    public IEnumerable<StateEntry> Entries => _order.Select(key => _entries[key]);

    public int Count => _order.Count;

    /// <summary>The customers with a tag whose revocation is not proven, in order.</summary>
    public IEnumerable<CustomerKey> Customers => Entries.Where(static entry => entry.Revoked is null)
        .Select(static entry => new CustomerKey(entry.RefId, entry.CustomerId)).DistinctBy(static customer => customer.RefId, StringComparer.Ordinal);

    /// <summary>The entry of a tag; null where there is none.</summary>
    public StateEntry? Find(string refId, string code, string? plate) => _entries.GetValueOrDefault(new Key(refId, code, plate));

    /// <summary>An entry that makes the code one of this roster: the one with the plate, else one with another. Null where there is none, or all are proven to be revoked.</summary>
    public StateEntry? FindManaged(string refId, string code, string? plate)
    {
        if (Find(refId, code, plate) is { } exact)
        {
            return exact.Revoked is null ? exact : null;
        }

        return _byRefId.GetValueOrDefault(refId)?.Where(key => string.Equals(key.Code, code, StringComparison.OrdinalIgnoreCase))
            .Select(key => _entries[key]).FirstOrDefault(static entry => entry.Revoked is null);
    }

    /// <summary>When the revocation of a tag was proven; null where it was not. A list that shows the tag all the same holds cancelled tags.</summary>
    public DateTimeOffset? RevokedAt(string refId, string code, string? plate) => Find(refId, code, plate)?.Revoked;

    /// <summary>Puts in an entry, in place of the one for the same tag.</summary>
    public void Put(StateEntry entry)
    {
        var key = new Key(entry.RefId, entry.Code, entry.Plate);
        if (!_entries.ContainsKey(key))
        {
            _order.Add(key);
            if (!_byRefId.TryGetValue(entry.RefId, out var keys))
            {
                _byRefId[entry.RefId] = keys = [];
            }

            keys.Add(key);
        }

        _entries[key] = entry;
    }

    /// <summary>Takes an entry out.</summary>
    public void Remove(string refId, string code, string? plate)
    {
        var key = new Key(refId, code, plate);
        if (_entries.Remove(key))
        {
            _order.Remove(key);
            _byRefId[refId].Remove(key);
        }
    }

    private readonly record struct Key(string RefId, string Code, string? Plate)
    {
        public bool Equals(Key other) => string.Equals(RefId, other.RefId, StringComparison.Ordinal)
            && string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase)
            && string.Equals(Client.Plate.Normalize(Plate), Client.Plate.Normalize(other.Plate), StringComparison.Ordinal);

        public override int GetHashCode() => HashCode.Combine(RefId, Code.GetHashCode(StringComparison.OrdinalIgnoreCase));
    }
}
