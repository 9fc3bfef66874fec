namespace ParkUp.PowerShell;

/// <summary>Reads piped objects as rows of a plan, as the other cmdlets read them, and what imported ones tell of their files.</summary>
internal sealed class PlanRowReader
{
    private readonly ColumnNames _names = new();
    private readonly HashSet<RosterReading> _readings = [];

    public IReadOnlyList<PlanRow> Read(PSObject? piped)
    {
        if (piped?.BaseObject is RosterEntry entry)
        {
            if (entry.Reading is { } reading)
            {
                _readings.Add(reading);
            }

            return PlanRows.Of(entry);
        }

        var reader = new RowReader(new PipedRow(piped, _names), typed: default);
        var bound = LiveRow.CellsOf(piped?.BaseObject);
        var customer = reader.ReadCustomer(bound, boundTags: []);
        var customerId = reader.ReadCustomerId(bound, out var fault);
        return PlanRows.Of(customer with { Fault = customer.Fault ?? fault }, customerId);
    }

    /// <summary>Completes the rows, at their end, by those of imported files that did not come: each may name any tag.</summary>
    /// <exception cref="InvalidInputException">No row names a tag, as where the columns have other names.</exception>
    public void Complete(List<PlanRow> rows)
    {
        if (rows.Count > 0 && rows.TrueForAll(static row => row is { Code: null, Plate: null }))
        {
            throw new InvalidInputException(Texts.NoRowNamesTag) { Field = nameof(RosterField.Code) };
        }

        rows.AddRange(_readings.Select(PlanRows.Of).OfType<PlanRow>());
    }
}
