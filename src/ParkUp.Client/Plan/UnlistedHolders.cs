namespace ParkUp.Client;

/// <summary>
/// What the state has at customers that could not be listed, and the roster no longer wants there. It is not known to be
/// free: adding it elsewhere would meet a conflict, or give one car two tags.
/// </summary>
internal sealed class UnlistedHolders
{
    private readonly Dictionary<string, PlanCustomer> _byCode = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PlanCustomer> _byPlate = new(StringComparer.Ordinal);

    /// <summary>Notes them, once all lists are known.</summary>
    public void Find(PlanRoster roster, PlanState state)
    {
        if (roster.Customers.All(static customer => customer.Failure is null))
        {
            return;
        }

        foreach (var entry in state.Entries)
        {
            if (entry.Revoked is null && roster.Find(entry.RefId) is { Failure: not null } customer && !roster.Names(customer, entry.Code, entry.Plate))
            {
                _byCode.TryAdd(entry.Code, customer);
                _byPlate.TryAdd(entry.Plate ?? string.Empty, customer);
            }
        }
    }

    /// <summary>The customer that may still hold the code or the plate; null where none is known.</summary>
    public PlanCustomer? HolderOf(string code, string? plate) => _byCode.GetValueOrDefault(code) ?? _byPlate.GetValueOrDefault(plate ?? string.Empty);
}
