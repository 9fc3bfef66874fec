namespace ParkUp.Client;

/// <summary>Merges the rows of one customer, one by one; a row that disagrees with those before it is refused on its own.</summary>
internal sealed class CustomerMerge(string refId, CustomerRow first)
{
    private readonly List<TagOrder> _tags = [];
    private readonly Dictionary<string, TagOrder> _tagByCode = new(StringComparer.Ordinal);

    public string RefId { get; } = refId;

    /// <summary>The first row, with the fields of the others where it had none.</summary>
    public CustomerRow Merged { get; private set; } = first with { Email = null, Phone = null, Name = null, LastName = null, IsUnlimited = default };

    /// <summary>Takes the whole row, or refuses the whole row: its result must hold for all of it.</summary>
    public InvalidInputException? Add(CustomerRow row)
    {
        string? email = null;
        string? phone = null;
        string? name = null;
        string? lastName = null;
        var tags = new List<TagOrder>(row.Tags.Count);
        var fault = FieldCheck.Optional(row.Email, RosterField.Email, out email)
            ?? FieldCheck.Optional(row.Phone, RosterField.Phone, out phone)
            ?? FieldCheck.Optional(row.Name, RosterField.Name, out name)
            ?? FieldCheck.Optional(row.LastName, RosterField.LastName, out lastName)
            ?? FieldCheck.IsUnlimited(row.IsUnlimited)
            ?? CheckTags(row, tags)
            ?? Agree("Email", Merged.Email, email)
            ?? Agree("Phone", Merged.Phone, phone)
            ?? Agree("Name", Merged.Name, name)
            ?? Agree("LastName", Merged.LastName, lastName)
            ?? Agree("IsUnlimited", Merged.IsUnlimited.Value?.ToString(), row.IsUnlimited.Value?.ToString());
        if (fault is not null)
        {
            return fault;
        }

        Merged = Merged with
        {
            Email = Merged.Email ?? email,
            Phone = Merged.Phone ?? phone,
            Name = Merged.Name ?? name,
            LastName = Merged.LastName ?? lastName,
            IsUnlimited = Merged.IsUnlimited.Value is null ? row.IsUnlimited : Merged.IsUnlimited,
        };
        _tags.AddRange(tags.Where(tag => _tagByCode.TryAdd(tag.Code!, tag)));
        return null;
    }

    /// <summary>The whole customer, or what it lacks.</summary>
    /// <param name="refusedOn">The line of a row of the same customer that was refused, and may have had it.</param>
    public InvalidInputException? Complete(int? refusedOn, out CustomerOrder order)
    {
        order = new CustomerOrder
        {
            RefId = RefId,
            Email = Merged.Email ?? string.Empty,
            Phone = Merged.Phone ?? string.Empty,
            Name = Merged.Name,
            LastName = Merged.LastName,
            IsUnlimited = Merged.IsUnlimited.Value ?? false,
            Tags = _tags,
            Line = Merged.Line,
        };
        return Merged.Email is null ? Blank("Email", refusedOn) : Merged.Phone is null ? Blank("Phone", refusedOn) : null;
    }

    private static InvalidInputException Blank(string field, int? refusedOn) =>
        FieldCheck.Fault(field, refusedOn is { } line ? Texts.BlankSinceRefused.With(FieldCheck.Label(field), line) : Texts.Blank.With(FieldCheck.Label(field)));

    private InvalidInputException? CheckTags(CustomerRow row, List<TagOrder> tags)
    {
        var own = new Dictionary<string, TagOrder>(StringComparer.Ordinal);
        foreach (var tag in row.Tags)
        {
            if (new TagRow { RefId = RefId, Code = tag.Code, Plate = tag.Plate, Line = row.Line }.Check(TagNaming.CodeAndPlate, out var order) is { } fault)
            {
                return fault;
            }

            var known = _tagByCode.GetValueOrDefault(order.Code!) ?? own.GetValueOrDefault(order.Code!);
            if (known is not null && !string.Equals(known.Plate, order.Plate, StringComparison.Ordinal))
            {
                return known.Conflict(order);
            }

            tags.Add(order);
            own[order.Code!] = order;
        }

        return null;
    }

    /// <summary>A blank agrees with anything: people fill in a customer's fields on the first of its rows only.</summary>
    private InvalidInputException? Agree(string field, string? known, string? given) =>
        known is null || given is null || string.Equals(known, given, StringComparison.Ordinal)
            ? null
            : FieldCheck.Fault(field, Merged.Line is { } line
                ? Texts.DisagreesWithLine.With(FieldCheck.Label(field), line, TextSanitizer.Quote(RefId))
                : Texts.DisagreesWithRow.With(FieldCheck.Label(field), TextSanitizer.Quote(RefId)));
}
