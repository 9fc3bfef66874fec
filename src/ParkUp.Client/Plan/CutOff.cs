namespace ParkUp.Client;

/// <summary>Whether a file ends in the middle of its last row: the row's last cell is then the beginning of what is there.</summary>
internal static class CutOff
{
    /// <summary>Marks the rows of a customer that are cut off, by what it holds.</summary>
    public static void Mark(PlanRoster roster, PlanCustomer customer, IReadOnlyList<int> lastRows, IEnumerable<(string? Code, string? Plate)> held)
    {
        if (!customer.MayBeCut)
        {
            return;
        }

        var tags = held.ToList();
        foreach (var index in lastRows)
        {
            var row = roster.Rows[index];
            if (ReferenceEquals(roster.CustomerOf(index), customer) && tags.Exists(tag => IsBeginningOf(roster, customer, row, tag)))
            {
                roster.MarkCut(index);
            }
        }
    }

    /// <summary>Marks a row whose reference is the beginning of that of the customer who holds its code.</summary>
    public static void Mark(PlanRoster roster, int index)
    {
        if (roster.CustomerOf(index) is { } customer && roster.Rows[index].Code is { } code
            && roster.Wanted(code) is { Source.Customer: { } holder } wanted && wanted.First == index
            && IsProperPrefix(customer.RefId, holder.RefId, StringComparison.Ordinal))
        {
            roster.MarkCut(index);
        }
    }

    private static bool IsBeginningOf(PlanRoster roster, PlanCustomer customer, PlanRow row, (string? Code, string? Plate) tag)
    {
        if (row is not { Code: { } code, Plate: { } plate } || Cell.Trim(tag.Code) is not { } heldCode || Plate.Normalize(tag.Plate) is not { } heldPlate)
        {
            return false;
        }

        // A tag that a row of its own wants is no whole form of this one.
        return string.Equals(code, heldCode, StringComparison.OrdinalIgnoreCase)
            ? IsProperPrefix(plate, heldPlate, StringComparison.Ordinal)
            : IsProperPrefix(code, heldCode, StringComparison.OrdinalIgnoreCase) && heldPlate.StartsWith(plate, StringComparison.Ordinal) && !roster.Names(customer, heldCode);
    }

    private static bool IsProperPrefix(string part, string whole, StringComparison comparison) => part.Length < whole.Length && whole.StartsWith(part, comparison);
}
