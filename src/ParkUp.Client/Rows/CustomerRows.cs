namespace ParkUp.Client;

/// <summary>A customer that is ready to be sent, or the result of a row that was refused before.</summary>
public sealed record CustomerEntry
{
    /// <summary>The customer to create; null where the row was refused.</summary>
    public CustomerOrder? Order { get; init; }

    /// <summary>The refused row's result; meaningful only where there is no order.</summary>
    public Reported<CustomerResult> Refused { get; init; }
}

/// <summary>
/// Makes customers of rows: consecutive rows with the same reference are one customer with all their tags. What
/// goes in comes out in the same order, each row in exactly one entry.
/// </summary>
public sealed class CustomerRows
{
    /// <summary>How many refused rows wait behind a customer that may go on after them: no more, or a bad file would pile up.</summary>
    private const int MaxRefused = 1000;

    private readonly List<(CustomerRow Row, InvalidInputException Fault)> _refused = [];
    private readonly EarlierCustomers _earlier = new();
    private CustomerMerge? _open;
    private (string RefId, int? Line)? _lastRefused;

    /// <summary>Takes a row in.</summary>
    /// <param name="row">The row as it came in.</param>
    /// <returns>The entries that are complete now: those of the customer before, once another one begins.</returns>
    public IReadOnlyList<CustomerEntry> Add(CustomerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var refId = string.Empty;
        if ((row.Fault ?? FieldCheck.Reference(row.RefId, out refId)) is { } fault)
        {
            if (_open is null)
            {
                return [Refuse(row, fault)];
            }

            return HoldBack(row, fault);
        }

        IReadOnlyList<CustomerEntry> done = [];
        if (_open is not null && !string.Equals(_open.RefId, refId, StringComparison.Ordinal))
        {
            done = Flush();
        }

        var merge = _open ?? new CustomerMerge(refId, row);
        if (merge.Add(row) is { } disagreement)
        {
            _lastRefused = (refId, row.Line);
            if (_open is null)
            {
                return [.. done, Refuse(row, disagreement)];
            }

            return HoldBack(row, disagreement);
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
        List<CustomerEntry> entries = [fault is null ? new CustomerEntry { Order = order with { CameBefore = _earlier.FindOrRemember(order) } } : Refuse(_open.Merged, order.Tags.Select(static tag => (new Tag { Code = tag.Code, Plate = tag.Plate }, tag.Line)), fault)];
        entries.AddRange(_refused.Select(static refused => Refuse(refused.Row, refused.Fault)));
        _open = null;
        _refused.Clear();
        return entries;
    }

    /// <summary>The customer before may go on after this row; its own entry comes first.</summary>
    private IReadOnlyList<CustomerEntry> HoldBack(CustomerRow row, InvalidInputException fault)
    {
        _refused.Add((row, fault));
        return _refused.Count < MaxRefused ? [] : Flush();
    }

    private static CustomerEntry Refuse(CustomerRow row, InvalidInputException fault) =>
        Refuse(row, row.Tags.Select(tag => (tag, row.Line)), fault);

    private static CustomerEntry Refuse(CustomerRow row, IEnumerable<(Tag Tag, int? Line)> tags, InvalidInputException fault) => new()
    {
        Refused = new Reported<CustomerResult>(
            new CustomerResult
            {
                RefId = row.RefId,
                Email = row.Email,
                Phone = row.Phone,
                Name = row.Name,
                LastName = row.LastName,
                IsUnlimited = row.IsUnlimited.ToValue(),
                Tags = new TagResults(tags.Select(tag => TagRowCheck.Refuse(
                    new TagRow { RefId = row.RefId, Code = tag.Tag.Code, Plate = tag.Tag.Plate, Line = tag.Line },
                    Operation.Create,
                    fault).Result)),
                Outcome = Outcome.Rejected,
                Evidence = Evidence.None,
                Detail = fault.Message,
                Line = row.Line,
            },
            fault),
    };
}
