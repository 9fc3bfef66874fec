namespace ParkUp.Client;

/// <summary>Merges the rows of one customer, one by one; a row that disagrees with those before it is refused on its own.</summary>
internal sealed class CustomerMerge
{
    private readonly CustomerRow _first;
    private readonly string _refId;
    private readonly List<TagOrder> _tags = [];
    private readonly Dictionary<string, TagOrder> _tagByCode = new(StringComparer.Ordinal);
    private string? _email;
    private string? _phone;
    private string? _name;
    private string? _lastName;
    private YesNo _isUnlimited;

    public CustomerMerge(string refId, CustomerRow first)
    {
        _refId = refId;
        _first = first;
    }

    public string RefId => _refId;

    /// <summary>The first row, with the fields that were filled in from the others.</summary>
    public CustomerRow Merged => _first with
    {
        Email = _email,
        Phone = _phone,
        Name = _name,
        LastName = _lastName,
        IsUnlimited = _isUnlimited,
    };

    /// <summary>Takes the whole row, or refuses the whole row: its result must hold for all of it.</summary>
    public InvalidInputException? Add(CustomerRow row)
    {
        string? email = null;
        string? phone = null;
        string? name = null;
        string? lastName = null;
        var tags = new List<TagOrder>(row.Tags.Count);
        var fault = FieldCheck.Optional(row.Email, "Email", out email)
            ?? FieldCheck.Optional(row.Phone, "Phone", out phone)
            ?? FieldCheck.Optional(row.Name, "Name", out name)
            ?? FieldCheck.Optional(row.LastName, "LastName", out lastName)
            ?? FieldCheck.IsUnlimited(row.IsUnlimited)
            ?? CheckTags(row, tags)
            ?? Agree("Email", _email, email)
            ?? Agree("Phone", _phone, phone)
            ?? Agree("Name", _name, name)
            ?? Agree("LastName", _lastName, lastName)
            ?? Agree("IsUnlimited", _isUnlimited.Value?.ToString(), row.IsUnlimited.Value?.ToString());
        if (fault is not null)
        {
            return fault;
        }

        _email ??= email;
        _phone ??= phone;
        _name ??= name;
        _lastName ??= lastName;
        _isUnlimited = _isUnlimited.Value is null ? row.IsUnlimited : _isUnlimited;
        foreach (var tag in tags)
        {
            if (_tagByCode.TryAdd(tag.Code!, tag))
            {
                _tags.Add(tag);
            }
        }

        return null;
    }

    /// <summary>The whole customer, or what it lacks.</summary>
    /// <param name="refusedOn">The line of a row of the same customer that was refused, and may have had it.</param>
    public InvalidInputException? Complete(int? refusedOn, out CustomerOrder order)
    {
        order = new CustomerOrder
        {
            RefId = _refId,
            Email = _email ?? string.Empty,
            Phone = _phone ?? string.Empty,
            Name = _name,
            LastName = _lastName,
            IsUnlimited = _isUnlimited.Value ?? false,
            Tags = _tags,
            Line = _first.Line,
        };
        return (_email, _phone) switch
        {
            (null, _) => Blank("Email", refusedOn),
            (_, null) => Blank("Phone", refusedOn),
            _ => null,
        };
    }

    private static InvalidInputException Blank(string field, int? refusedOn) =>
        FieldCheck.Fault(field, refusedOn is { } line ? Texts.BlankSinceRefused.With(field, line) : Texts.Blank.With(field));

    private InvalidInputException? CheckTags(CustomerRow row, List<TagOrder> tags)
    {
        var own = new Dictionary<string, TagOrder>(StringComparer.Ordinal);
        foreach (var tag in row.Tags)
        {
            if (new TagRow { RefId = _refId, Code = tag.Code, Plate = tag.Plate, Line = row.Line }.Check(TagNaming.CodeAndPlate, out var order) is { } fault)
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
            : FieldCheck.Fault(field, _first.Line is { } line
                ? Texts.DisagreesWithLine.With(field, line, TextSanitizer.Quote(_refId))
                : Texts.DisagreesWithRow.With(field, TextSanitizer.Quote(_refId)));
}
