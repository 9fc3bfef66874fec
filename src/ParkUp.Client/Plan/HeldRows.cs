namespace ParkUp.Client;

/// <summary>Lets each held row hold what would be taken from its customer: the row may mean one of those tags.</summary>
internal sealed class HeldRows(PlanRoster roster, PlannedRows rows, PlannedRevocations revocations)
{
    private readonly Queue<PlanCustomer> _customers = [];

    /// <summary>Marks the customers, once the tags that changes and moves take are known.</summary>
    public void Mark()
    {
        foreach (var customer in roster.Customers)
        {
            customer.MayLackTag = customer is { HasBlankRow: true, NamesTag: true }
                && customer.Unmatched.Any(tag => roster.MoveOf(tag) is not null || revocations.IsAskedFor(tag));
        }

        for (var i = 0; i < roster.Rows.Count; i++)
        {
            if (rows.IsInScope(i) && rows.Of(i) is { Status: PlanStatus.Held, IsListInDoubt: false })
            {
                Hold(i);
            }
        }

        // A move that is held is a held row of the customer that it goes to.
        while (_customers.TryDequeue(out var customer))
        {
            foreach (var move in customer.Unmatched.Select(roster.MoveOf).OfType<int>())
            {
                Hold(move);
            }
        }
    }

    private void Hold(int row)
    {
        if (roster.CustomerOf(row) is { HeldRow: < 0 } customer)
        {
            customer.HeldRow = row;
            _customers.Enqueue(customer);
        }
    }
}
