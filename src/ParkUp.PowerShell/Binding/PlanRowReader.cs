namespace ParkUp.PowerShell;

/// <summary>Reads piped objects as rows of a plan, as the other cmdlets read them.</summary>
internal static class PlanRowReader
{
    public static IReadOnlyList<PlanRow> Read(PSObject? piped, ColumnNames names)
    {
        if (piped?.BaseObject is RosterEntry entry)
        {
            return PlanRows.Of(entry);
        }

        var reader = new RowReader(new PipedRow(piped, names), typed: default);
        var bound = LiveRow.CellsOf(piped?.BaseObject);
        var customer = reader.ReadCustomer(bound, boundTags: []);
        var customerId = reader.ReadCustomerId(bound, out var fault);
        return PlanRows.Of(customer with { Fault = customer.Fault ?? fault }, customerId);
    }
}
