namespace ParkUp.PowerShell;

/// <summary>Reads piped objects as rows of a plan, as the other cmdlets read them.</summary>
internal static class PlanRowReader
{
    public static IEnumerable<PlanRow> Read(PSObject? piped, ColumnNames names)
    {
        var reader = new RowReader(new PipedRow(piped, names), typed: default);
        var bound = LiveRow.CellsOf(piped?.BaseObject);
        var customer = reader.ReadCustomer(bound, boundTags: []);
        return PlanRows.Of(customer with { Fault = customer.Fault ?? reader.CustomerIdFault(bound, out var customerId) }, customerId);
    }
}
