namespace ParkUp.Client;

/// <summary>The status of one tag in the answer to a write. Without a code, its position identifies the tag.</summary>
internal readonly record struct TagStatus(string? Code, bool Taken);

/// <summary>The answer to a write: the service's number for the customer, and the status of each tag in the order of the answer.</summary>
/// <param name="CustomerId">Null where the answer has 0, as the reference prints it.</param>
internal sealed record WriteAnswer(long? CustomerId, IReadOnlyList<TagStatus> Statuses)
{
    /// <param name="listName">The field that holds the statuses.</param>
    /// <param name="flagName">The field of a status that is true for a tag that was taken.</param>
    /// <param name="sent">The tags of the request. The answer repeats their codes, which then need no new strings.</param>
    /// <param name="missing">The first field that is missing; null where none is.</param>
    public static WriteAnswer Read(ref Utf8JsonReader json, string listName, string flagName, IReadOnlyList<TagOrder> sent, out string? missing)
    {
        long? customer = null;
        List<TagStatus>? statuses = null;
        var isFlagMissing = false;
        json.Require(JsonTokenType.StartObject);
        while (json.ReadName())
        {
            if (json.ValueTextEquals("customer"u8))
            {
                customer = json.ReadNumber();
            }
            else if (json.ValueTextEquals(listName))
            {
                statuses = ReadStatuses(ref json, flagName, sent, out isFlagMissing);
            }
            else
            {
                json.Skip();
            }
        }

        missing = customer is null ? "customer" : statuses is null ? listName : isFlagMissing ? $"{listName}[].{flagName}" : null;
        return new WriteAnswer(customer > 0 ? customer : null, statuses ?? []);
    }

    /// <summary>The statuses; null where the field is.</summary>
    private static List<TagStatus>? ReadStatuses(ref Utf8JsonReader json, string flagName, IReadOnlyList<TagOrder> sent, out bool isFlagMissing)
    {
        isFlagMissing = false;
        json.ReadValue();
        if (!json.Is(JsonTokenType.StartArray))
        {
            return null;
        }

        var statuses = new List<TagStatus>(sent.Count);
        while (json.ReadItem())
        {
            string? code = null;
            bool? flag = null;
            var isObject = json.Is(JsonTokenType.StartObject);
            while (isObject && json.ReadName())
            {
                if (json.ValueTextEquals("tag"u8))
                {
                    code = json.ReadText(statuses.Count < sent.Count ? sent[statuses.Count].Code : null);
                }
                else if (json.ValueTextEquals(flagName))
                {
                    flag = json.ReadBoolean();
                }
                else
                {
                    json.Skip();
                }
            }

            isFlagMissing |= flag is null;
            statuses.Add(new TagStatus(code, flag ?? false));
        }

        return statuses;
    }
}

/// <summary>A tag in the answer to "Get all tags".</summary>
internal readonly record struct ListedTag(long? Id, string? Code, string? Plate)
{
    public static List<ListedTag> ReadList(ref Utf8JsonReader json, out string? missing)
    {
        missing = null;
        var tags = new List<ListedTag>();
        json.Require(JsonTokenType.StartArray);
        while (json.ReadItem())
        {
            if (!json.Is(JsonTokenType.StartObject))
            {
                missing ??= "[]";
                continue;
            }

            var tag = Read(ref json);
            missing ??= tag switch
            {
                { Id: null } => "[].id",
                { Code: null } => "[].code",
                { Plate: null } => "[].plate",
                _ => null,
            };
            tags.Add(tag);
        }

        return tags;
    }

    private static ListedTag Read(ref Utf8JsonReader json)
    {
        var tag = default(ListedTag);
        while (json.ReadName())
        {
            if (json.ValueTextEquals("id"u8))
            {
                tag = tag with { Id = json.ReadNumber() };
            }
            else if (json.ValueTextEquals("code"u8))
            {
                tag = tag with { Code = json.ReadText() };
            }
            else if (json.ValueTextEquals("plate"u8))
            {
                tag = tag with { Plate = json.ReadText() };
            }
            else
            {
                json.Skip();
            }
        }

        return tag;
    }
}
