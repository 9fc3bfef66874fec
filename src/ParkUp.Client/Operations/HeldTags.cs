namespace ParkUp.Client;

/// <summary>What a list shows: whether a customer holds a tag, with that plate. Spellings of plates are one.</summary>
/// <param name="listed">The customer's tags, as the service gave them; null where it knows no such customer.</param>
internal sealed class HeldTags(IReadOnlyList<Tag>? listed)
{
    private readonly HashSet<(string? Code, string? Plate)> _held =
        [.. (listed ?? []).Select(static tag => (Cell.Trim(tag.Code), Plate.Normalize(tag.Plate)))];

    /// <summary>Whether the service answered with a list at all, and not that it knows no such customer.</summary>
    public bool CustomerIsKnown => listed is not null;

    /// <summary>Whether the customer holds the code at all, in whatever case and with whatever plate.</summary>
    public bool ContainsCode(string code) =>
        (listed ?? []).Any(tag => string.Equals(Cell.Trim(tag.Code), Cell.Trim(code), StringComparison.OrdinalIgnoreCase));

    public bool Contains(TagOrder order) => _held.Contains((Cell.Trim(order.Code), Plate.Normalize(order.Plate)));
}
