namespace ParkUp.Client;

/// <summary>What a list proves: whether a customer holds a tag, with that plate. Spellings of plates are one.</summary>
/// <param name="listed">The customer's tags, as the service gave them.</param>
internal sealed class HeldTags(IEnumerable<Tag> listed)
{
    private readonly HashSet<(string? Code, string? Plate)> _held =
        [.. listed.Select(static tag => (Cell.Trim(tag.Code), Plate.Normalize(tag.Plate)))];

    public bool Contains(TagOrder order) => _held.Contains((Cell.Trim(order.Code), Plate.Normalize(order.Plate)));
}
