namespace ParkUp.Client;

/// <summary>Tags as text: <c>CODE:PLATE</c>, and several of them in one cell, as results are exported and people write them.</summary>
internal static class TagCells
{
    private static readonly char[] AlwaysBetweenTags = [';', '|', '\r', '\n'];

    // A code may contain these signs, so they part tags only if there is a tag on each side.
    private static readonly char[] MaybeBetweenTags = [',', '/', ' ', '\t'];

    /// <summary>All tags of a row: those of its cell Tags, and the one of its code and plate.</summary>
    public static Tag[] OfRow(string? tags, string? code, string? plate) => Join([.. Read(tags)], code, plate);

    /// <summary>
    /// Tags, and the tag of a code and a plate if one of these is given. A tag without a plate and a plate without a code are
    /// one tag (columns Tag and Patente).
    /// </summary>
    public static Tag[] Join(Tag[] tags, string? code, string? plate)
    {
        var (hasCode, hasPlate) = (HasText(RosterField.Code, code), HasText(RosterField.Plate, plate));
        return !hasCode && !hasPlate ? tags
            : tags is [{ Fault: null } half] && !HasText(RosterField.Plate, half.Plate) && !hasCode ? [half with { Plate = plate }]
            : [.. tags, new Tag(code, plate)];
    }

    /// <summary>Reads a cell, which may hold several tags.</summary>
    public static IEnumerable<Tag> Read(string? cell)
    {
        foreach (var part in (CellRules.Restore(RosterField.Tags, cell) ?? string.Empty).Split(AlwaysBetweenTags, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var tags = part.Split(MaybeBetweenTags, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            foreach (var tag in tags.All(static tag => tag.IndexOf(':', StringComparison.Ordinal) is var colon && colon > 0 && colon < tag.Length - 1) ? tags : [part])
            {
                yield return ReadOne(WithoutOutcome(tag));
            }
        }
    }

    /// <summary>Reads a text that is one tag. It is split at the last colon: codes may contain one.</summary>
    public static Tag ReadOne(string text)
    {
        var colon = text.LastIndexOf(':');
        var isSeveral = text.AsSpan().ContainsAny(AlwaysBetweenTags)
            || (colon > 0 && text.AsSpan(text.IndexOf(':', StringComparison.Ordinal)..colon).ContainsAny(MaybeBetweenTags));
        if (isSeveral || WithoutOutcome(text).Length < text.Length)
        {
            return Unreadable(Texts.NotOneTag.With(text));
        }

        return colon < 0
            ? new Tag(text, plate: null)
            : new Tag(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>A tag that cannot be read, and why.</summary>
    public static Tag Unreadable(string reason) => new(code: null, plate: null) { Fault = reason };

    private static bool HasText(RosterField field, string? text) => CellRules.Restore(field, text) is not null;

    /// <summary>A tag of an exported result ends with its outcome.</summary>
    private static string WithoutOutcome(string text) =>
        text.LastIndexOf(' ') is > 0 and var space && Enum.GetNames<Outcome>().Contains(text[(space + 1)..], StringComparer.Ordinal) ? text[..space] : text;
}
