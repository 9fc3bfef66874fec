namespace ParkUp.Client;

/// <summary>
/// One customer in the making: rows are put to it one by one, and a row that disagrees with those before it is
/// refused on its own.
/// </summary>
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

    /// <summary>Takes the row in whole, or refuses it whole: a half-taken row would be a lie to whoever mends it.</summary>
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
    /// <param name="order">The customer.</param>
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
        FieldCheck.Fault(field, refusedOn is { } line ? Messages.BlankSinceRefused(field, line) : Messages.Blank(field));

    private InvalidInputException? CheckTags(CustomerRow row, List<TagOrder> tags)
    {
        foreach (var tag in row.Tags)
        {
            var fault = TagRowCheck.Check(
                new TagRow { RefId = _refId, Code = tag.Code, Plate = tag.Plate, Line = row.Line },
                TagNaming.CodeAndPlate,
                out var order);
            if (fault is not null)
            {
                return fault;
            }

            var known = _tagByCode.GetValueOrDefault(order.Code!)
                ?? tags.Find(other => string.Equals(other.Code, order.Code, StringComparison.Ordinal));
            if (known is not null && !string.Equals(known.Plate, order.Plate, StringComparison.Ordinal))
            {
                return FieldCheck.Fault("Code", Messages.CodeWithTwoPlates(known, order));
            }

            tags.Add(order);
        }

        return null;
    }

    /// <summary>A blank agrees with anything: people fill in a customer's fields on the first of its rows only.</summary>
    private InvalidInputException? Agree(string field, string? known, string? given) =>
        known is null || given is null || string.Equals(known, given, StringComparison.Ordinal)
            ? null
            : FieldCheck.Fault(field, Messages.Disagrees(field, _refId, _first.Line));
}
