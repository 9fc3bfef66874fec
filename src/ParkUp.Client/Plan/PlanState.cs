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
    // A list of its own keeps the order, and lets go of an entry without a search.
    private readonly LinkedList<StateEntry> _order = [];
    private readonly Dictionary<StateKey, LinkedListNode<StateEntry>> _entries = [];
    private readonly Dictionary<CodeKey, List<LinkedListNode<StateEntry>>> _byCode = [];

    /// <summary>In the order in which they came.</summary>
    public IEnumerable<StateEntry> Entries => _order;

    public int Count => _order.Count;

    /// <summary>The customers with a tag whose revocation is not proven, in order.</summary>
    public IEnumerable<CustomerKey> Customers => Entries.Where(static entry => entry.Revoked is null)
        .Select(static entry => new CustomerKey(entry.RefId, entry.CustomerId)).DistinctBy(static customer => customer.RefId, StringComparer.Ordinal);

    /// <summary>The entry of a tag; null where there is none.</summary>
    public StateEntry? Find(string refId, string code, string? plate) => _entries.GetValueOrDefault(new StateKey(refId, code, plate))?.Value;

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
    public IEnumerable<StateEntry> Managed(string refId, string code) => (_byCode.GetValueOrDefault(new CodeKey(refId, code)) ?? [])
        .Select(static node => node.Value)
        .Where(static entry => entry.Revoked is null);

    /// <summary>When the revocation of a tag was proven; null where it was not. A list that shows the tag all the same holds cancelled tags.</summary>
    public DateTimeOffset? RevokedAt(string refId, string code, string? plate) => Find(refId, code, plate)?.Revoked;

    /// <summary>Puts in an entry, in place of the one for the same tag.</summary>
    public void Put(StateEntry entry)
    {
        var key = StateKey.Of(entry);
        if (_entries.TryGetValue(key, out var node))
        {
            node.Value = entry;
            return;
        }

        _entries[key] = node = _order.AddLast(entry);
        var byCode = new CodeKey(entry.RefId, entry.Code);
        if (!_byCode.TryGetValue(byCode, out var nodes))
        {
            _byCode[byCode] = nodes = new(1);
        }

        nodes.Add(node);
    }

    /// <summary>Takes an entry out.</summary>
    public void Remove(string refId, string code, string? plate)
    {
        if (_entries.Remove(new StateKey(refId, code, plate), out var node))
        {
            _order.Remove(node);
            var byCode = new CodeKey(refId, code);
            _byCode[byCode].Remove(node);
            if (_byCode[byCode].Count == 0)
            {
                _byCode.Remove(byCode);
            }
        }
    }

    /// <summary>What the entries of a code are found by, with any plate.</summary>
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
