namespace ParkUp.Client;

/// <summary>The tags of a list, to look up those of a write. All spellings of a plate are one.</summary>
internal sealed class TagSnapshot
{
    private readonly IReadOnlyList<Tag>? _listed;
    private readonly HashSet<(string? Code, string? Plate)> _tags;
    private readonly HashSet<string?> _codes;

    /// <param name="listed">The customer's tags, as the service gave them; null where it knows no such customer.</param>
    /// <param name="askedAt">When the list was asked for, as a time stamp.</param>
    public TagSnapshot(IReadOnlyList<Tag>? listed, long askedAt = 0)
    {
        _listed = listed;
        AskedAt = askedAt;
        Current = TagHistory.WithoutSuperseded(listed ?? []);
        _tags = [.. Current.Select(KeyOf)];
        _codes = new((listed ?? []).Select(static tag => Cell.Trim(tag.Code)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The listed tags without those that a newer one supersedes.</summary>
    public IReadOnlyList<Tag> Current { get; }

    /// <summary>Whether the service answered with a list, and not that it knows no such customer.</summary>
    public bool CustomerIsKnown => _listed is not null;

    public int Length => _listed?.Count ?? 0;

    public long AskedAt { get; }

    /// <summary>Whether it may be incomplete: that a tag is not in it then proves nothing.</summary>
    public bool MayBeCut => Doubt.Length > 0;

    /// <summary>Why it may be incomplete; empty where nothing speaks for it.</summary>
    public string Doubt { get; init; } = string.Empty;

    /// <summary>Whether it may hold the code without showing it.</summary>
    public bool MayHide(TagOrder order) => MayBeCut && !ContainsCode(order.Code!);

    /// <summary>Whether the customer holds the code, in any case and with any plate.</summary>
    public bool ContainsCode(string code) => _codes.Contains(Cell.Trim(code));

    /// <summary>The plate that the customer holds the code with, where it holds it with another one; null where it does not.</summary>
    public string? OtherPlate(TagOrder order) =>
        Contains(order) ? null : _listed?.LastOrDefault(tag => string.Equals(Cell.Trim(tag.Code), Cell.Trim(order.Code), StringComparison.OrdinalIgnoreCase))?.Plate;

    /// <summary>Whether the customer holds the tag, as far as the list can prove it.</summary>
    public bool Contains(TagOrder order) => _tags.Contains(KeyOf(order))
        && (order.CancelledId is not { } cancelled || _listed!.Any(tag => KeyOf(tag) == KeyOf(order) && !(tag.Id <= cancelled)));

    /// <summary>The service's number of the newest tag with this code and plate, whether it is active or not; null where none is listed.</summary>
    public long? NewestId(TagOrder order) => _listed?.Where(tag => KeyOf(tag) == KeyOf(order)).Max(static tag => tag.Id);

    private static (string? Code, string? Plate) KeyOf(Tag tag) => (Cell.Trim(tag.Code), Plate.Normalize(tag.Plate));

    private static (string? Code, string? Plate) KeyOf(TagOrder order) => (Cell.Trim(order.Code), Plate.Normalize(order.Plate));
}

/// <summary>Finds the listed tags that a row to revoke means.</summary>
internal sealed class TagLookup(IReadOnlyList<Tag> listed)
{
    private readonly ILookup<string?, Tag> _byCode = listed.ToLookup(static tag => Cell.Trim(tag.Code), StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string?, Tag> _byPlate = listed.ToLookup(static tag => Plate.Normalize(tag.Plate), StringComparer.Ordinal);

    /// <summary>
    /// The tags with the code, plate, or both of the row. Where codes differ in case alone, the exact one is meant; any
    /// case is better than none, since a tag that stays would open the barrier.
    /// </summary>
    public List<TagOrder> Find(TagOrder order)
    {
        var found = order.Code is not null ? _byCode[order.Code] : order.Plate is not null ? _byPlate[order.Plate] : listed;
        var meant = found.Where(tag => order.Plate is null || string.Equals(order.Plate, Plate.Normalize(tag.Plate), StringComparison.Ordinal)).ToList();
        var exact = meant.FindAll(tag => order.Code is null || string.Equals(order.Code, Cell.Trim(tag.Code), StringComparison.Ordinal));
        return [.. (exact.Count > 0 ? exact : meant).DistinctBy(static tag => (tag.Code, tag.Plate)).Select(tag => order with { Code = tag.Code, Plate = tag.Plate })];
    }
}
