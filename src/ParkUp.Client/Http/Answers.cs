namespace ParkUp.Client;

/// <summary>The status of one tag in the answer to a write. Without a code, its position identifies the tag.</summary>
internal readonly record struct TagStatus(string? Code, bool Taken);

/// <summary>The answer to a write: the service's number for the customer, and the status of each tag in the order of the answer.</summary>
/// <param name="CustomerId">Null where the answer has 0, as the reference prints it.</param>
internal sealed record WriteAnswer(long? CustomerId, IReadOnlyList<TagStatus> Statuses)
{
    /// <param name="listName">The field that holds the statuses.</param>
    /// <param name="flagName">The field of a status that is true for a tag that was taken.</param>
    /// <param name="missing">The first field that is missing; null where none is.</param>
    public static WriteAnswer Read(JsonElement answer, string listName, string flagName, out string? missing)
    {
        var customer = answer.Number("customer");
        var statuses = answer.Field(listName, JsonValueKind.Array);
        missing = customer is null ? "customer" : statuses is null ? listName : null;
        var tags = new List<TagStatus>(statuses?.GetArrayLength() ?? 0);
        foreach (var status in statuses?.EnumerateArray() ?? default)
        {
            var flag = status.Field(flagName, JsonValueKind.True, JsonValueKind.False);
            missing ??= flag is null ? $"{listName}[].{flagName}" : null;
            tags.Add(new TagStatus(status.Text("tag"), flag?.GetBoolean() ?? false));
        }

        return new WriteAnswer(customer > 0 ? customer : null, tags);
    }
}

/// <summary>A tag in the answer to "Get all tags".</summary>
internal readonly record struct ListedTag(long? Id, string? Code, string? Plate)
{
    public static List<ListedTag> ReadList(JsonElement answer, out string? missing)
    {
        answer.Require(JsonValueKind.Array);
        missing = null;
        var tags = new List<ListedTag>(answer.GetArrayLength());
        foreach (var tag in answer.EnumerateArray())
        {
            var listed = new ListedTag(tag.Number("id"), tag.Text("code"), tag.Text("plate"));
            missing ??= (tag.ValueKind, listed) switch
            {
                (JsonValueKind.Null, _) => "[]",
                (_, { Id: null }) => "[].id",
                (_, { Code: null }) => "[].code",
                (_, { Plate: null }) => "[].plate",
                _ => null,
            };
            tags.Add(listed);
        }

        return tags;
    }
}

/// <summary>Reads JSON. A value of an unexpected kind raises a <see cref="JsonException"/>; null counts as absent.</summary>
internal static class JsonFields
{
    /// <summary>The reference nests 3 levels deep; an answer deeper than this does not come from the service.</summary>
    public const int MaxDepth = 16;

    /// <summary>Parses a whole body, with or without a byte order mark. The document refers to the memory of the body.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) => JsonDocument.Parse(
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body,
        new JsonDocumentOptions { MaxDepth = MaxDepth });

    public static void Require(this JsonElement element, JsonValueKind kind, JsonValueKind? orKind = null)
    {
        if (element.ValueKind != kind && element.ValueKind != orKind)
        {
            throw new JsonException();
        }
    }

    /// <summary>A field of an object; null where the field or the object itself is absent.</summary>
    public static JsonElement? Field(this JsonElement element, string name, JsonValueKind kind, JsonValueKind? orKind = null)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        element.Require(JsonValueKind.Object);
        if (!element.TryGetProperty(name, out var field) || field.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        field.Require(kind, orKind);
        return field;
    }

    public static string? Text(this JsonElement element, string name) => element.Field(name, JsonValueKind.String)?.GetString();

    public static long? Number(this JsonElement element, string name) => element.Field(name, JsonValueKind.Number) is not { } field ? null
        : field.TryGetInt64(out var number) ? number : throw new JsonException();
}
