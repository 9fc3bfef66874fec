namespace ParkUp.Client;

/// <summary>What a list proves: whether a customer holds a tag, with that plate. Spellings of plates are one.</summary>
/// <param name="listed">The customer's tags, as the service gave them.</param>
internal sealed class HeldTags(IReadOnlyList<Tag> listed)
{
    private readonly HashSet<(string? Code, string? Plate)> _held =
        [.. listed.Select(static tag => (Cell.Trim(tag.Code), Plate.Normalize(tag.Plate)))];

    /// <summary>Whether the customer holds the code at all, in whatever case and with whatever plate.</summary>
    public bool ContainsCode(string code) =>
        listed.Any(tag => string.Equals(Cell.Trim(tag.Code), Cell.Trim(code), StringComparison.OrdinalIgnoreCase));

    public bool Contains(TagOrder order) => _held.Contains((Cell.Trim(order.Code), Plate.Normalize(order.Plate)));
}
