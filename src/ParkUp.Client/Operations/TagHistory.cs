namespace ParkUp.Client;

/// <summary>Reads a list that may hold cancelled tags: a code has one active tag, so that of several with one code only the newest can be active.</summary>
internal static class TagHistory
{
    // Up to here, comparing each with each is quicker than a set.
    private const int FewTags = 16;

    /// <summary>The listed tags without those whose code a newer tag has with another plate.</summary>
    /// <param name="listed">The tags of one customer, as the service gave them.</param>
    public static IReadOnlyList<Tag> WithoutSuperseded(IReadOnlyList<Tag> listed)
    {
        if (!HasRepeatedCode(listed))
        {
            return listed;
        }

        var newest = new Dictionary<string, Tag>(StringComparer.Ordinal);
        foreach (var tag in listed)
        {
            if (Cell.Trim(tag.Code) is { } code && (!newest.TryGetValue(code, out var other) || IsNewer(tag, other)))
            {
                newest[code] = tag;
            }
        }

        return [.. listed.Where(tag => Cell.Trim(tag.Code) is not { } code || HaveSamePlate(tag, newest[code]))];
    }

    private static bool HasRepeatedCode(IReadOnlyList<Tag> listed)
    {
        if (listed.Count > FewTags)
        {
            var codes = new HashSet<string?>(listed.Count, StringComparer.Ordinal);
            return listed.Any(tag => !codes.Add(Cell.Trim(tag.Code)));
        }

        for (var i = 1; i < listed.Count; i++)
        {
            var code = Cell.Trim(listed[i].Code);
            for (var other = 0; other < i; other++)
            {
                if (string.Equals(code, Cell.Trim(listed[other].Code), StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>By the service's numbers; the later in the list where one has none.</summary>
    private static bool IsNewer(Tag tag, Tag earlierInList) => tag.Id is null || earlierInList.Id is null || tag.Id >= earlierInList.Id;

    private static bool HaveSamePlate(Tag one, Tag other) => string.Equals(Plate.Normalize(one.Plate), Plate.Normalize(other.Plate), StringComparison.Ordinal);
}
