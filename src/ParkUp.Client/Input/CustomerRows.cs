namespace ParkUp.Client;

/// <summary>A customer that is ready to be sent, or the result of a row that was refused.</summary>
/// <param name="Order">The customer to create; null where the row was refused.</param>
/// <param name="Refused">The result of the refused row.</param>
internal sealed record CustomerEntry(CustomerOrder? Order, CustomerResult? Refused);

/// <summary>
/// Merges rows into customers: consecutive rows with the same reference are one customer with all their tags. Each row
/// ends up in exactly one entry, in order.
/// </summary>
internal sealed class CustomerRows
{
    /// <summary>How many refused rows wait behind an open customer, so that a file of bad rows takes no unbounded memory.</summary>
    private const int MaxRefused = 1000;

    private readonly List<CustomerResult> _refused = [];
    private readonly EarlierCustomers _earlier = new();
    private CustomerMerge? _open;
    private (string RefId, int? Line)? _lastRefused;

    /// <summary>Takes a row in.</summary>
    /// <returns>The entries that are complete now: those of the customer before, once another one begins.</returns>
    public IReadOnlyList<CustomerEntry> Add(CustomerRow row)
    {
        var refId = string.Empty;
        if ((row.Fault ?? FieldCheck.Reference(row.RefId, out refId)) is { } fault)
        {
            return Refuse([], row, fault);
        }

        IReadOnlyList<CustomerEntry> done = _open is not null && !string.Equals(_open.RefId, refId, StringComparison.Ordinal) ? Flush() : [];
        var merge = _open ?? new CustomerMerge(refId, row);
        if (merge.Add(row) is { } disagreement)
        {
            _lastRefused = (refId, row.Line);
            return Refuse(done, row, disagreement);
        }

        _open = merge;
        return done;
    }

    /// <summary>The entries of the customer that is still open; called once the input has ended.</summary>
    public IReadOnlyList<CustomerEntry> Flush()
    {
        if (_open is null)
        {
            return [];
        }

        var refusedOn = _lastRefused is { } last && string.Equals(last.RefId, _open.RefId, StringComparison.Ordinal) ? last.Line : null;
        var fault = _open.Complete(refusedOn, out var order);
        var entry = fault is null
            ? new CustomerEntry(order with { CameBefore = _earlier.FindOrRemember(order) }, Refused: null)
            : new CustomerEntry(Order: null, _open.Merged.Refuse(fault, order.Tags.Select(static tag => new TagRow { Code = tag.Code, Plate = tag.Plate, Line = tag.Line })));
        IReadOnlyList<CustomerEntry> entries = [entry, .. _refused.Select(static refused => new CustomerEntry(Order: null, refused))];
        _open = null;
        _refused.Clear();
        return entries;
    }

    /// <summary>An open customer may go on after a refused row, and its own entry comes first.</summary>
    private IReadOnlyList<CustomerEntry> Refuse(IReadOnlyList<CustomerEntry> done, CustomerRow row, InvalidInputException fault)
    {
        var refused = row.Refuse(fault);
        if (_open is null)
        {
            return [.. done, new CustomerEntry(Order: null, refused)];
        }

        _refused.Add(refused);
        return _refused.Count < MaxRefused ? done : [.. done, .. Flush()];
    }
}

/// <summary>The customers of a run so far, to detect a roster that is not sorted. Bounded, since the input is not.</summary>
internal sealed class EarlierCustomers
{
    private const int Kept = 10_000;

    private readonly Dictionary<string, EarlierRows> _rows = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    /// <summary>The rows of the same customer that came before; null, and the customer is remembered, where there are none.</summary>
    public EarlierRows? FindOrRemember(CustomerOrder order)
    {
        if (_rows.TryGetValue(order.RefId, out var before))
        {
            return before;
        }

        _rows.Add(order.RefId, new EarlierRows(order.Line));
        _byAge.Enqueue(order.RefId);
        if (_byAge.Count > Kept)
        {
            _rows.Remove(_byAge.Dequeue());
        }

        return null;
    }
}
