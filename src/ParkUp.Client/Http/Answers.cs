using System.Text.Json;

namespace ParkUp.Client;

/// <summary>The status of one tag of a write. Without a code, only its position says which tag it is of.</summary>
internal readonly record struct TagStatus(string? Code, bool Taken);

/// <summary>The answer to a write: the customer's number, and a status for each tag.</summary>
/// <param name="CustomerId">Null where the answer has 0, as the reference prints it.</param>
/// <param name="Statuses">The statuses, in the order of the answer.</param>
internal sealed record WriteAnswer(long? CustomerId, IReadOnlyList<TagStatus> Statuses)
{
    /// <param name="reader">The reader, at the first token.</param>
    /// <param name="listName">The name of the list of statuses.</param>
    /// <param name="flagName">The name of the flag that says whether a tag was taken.</param>
    /// <param name="missing">The field that is missing; null where none is.</param>
    public static WriteAnswer Parse(ref Utf8JsonReader reader, string listName, string flagName, out string? missing)
    {
        long? customer = null;
        List<TagStatus>? statuses = null;
        var lacksFlag = false;
        reader.Require(JsonTokenType.StartObject);
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("customer"))
            {
                customer = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals(listName))
            {
                statuses = ParseStatuses(ref reader, flagName, out lacksFlag);
            }
            else
            {
                reader.SkipValue();
            }
        }

        missing = customer is null ? "customer" : statuses is null ? listName : lacksFlag ? $"{listName}[].{flagName}" : null;
        return new WriteAnswer(customer > 0 ? customer : null, statuses ?? []);
    }

    private static List<TagStatus>? ParseStatuses(ref Utf8JsonReader reader, string flagName, out bool lacksFlag)
    {
        lacksFlag = false;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        reader.Require(JsonTokenType.StartArray);
        List<TagStatus> statuses = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? code = null;
            bool? taken = null;
            if (reader.TokenType != JsonTokenType.Null)
            {
                reader.Require(JsonTokenType.StartObject);
                while (reader.NextProperty())
                {
                    if (reader.ValueTextEquals("tag"))
                    {
                        code = reader.ReadText();
                    }
                    else if (reader.ValueTextEquals(flagName))
                    {
                        taken = reader.ReadFlag();
                    }
                    else
                    {
                        reader.SkipValue();
                    }
                }
            }

            lacksFlag |= taken is null;
            statuses.Add(new TagStatus(code, taken ?? false));
        }

        return statuses;
    }
}

/// <summary>A tag in the answer to "Get all tags".</summary>
internal readonly record struct ListedTag(long? Id, string? Code, string? Plate)
{
    public static List<ListedTag> ParseList(ref Utf8JsonReader reader, out string? missing)
    {
        missing = null;
        List<ListedTag> tags = [];
        reader.Require(JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                missing ??= "[]";
                continue;
            }

            var tag = Parse(ref reader);
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

    private static ListedTag Parse(ref Utf8JsonReader reader)
    {
        long? id = null;
        string? code = null;
        string? plate = null;
        reader.Require(JsonTokenType.StartObject);
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("id"))
            {
                id = reader.ReadNumber();
            }
            else if (reader.ValueTextEquals("code"))
            {
                code = reader.ReadText();
            }
            else if (reader.ValueTextEquals("plate"))
            {
                plate = reader.ReadText();
            }
            else
            {
                reader.SkipValue();
            }
        }

        return new ListedTag(id, code, plate);
    }
}

/// <summary>Steps through JSON. A value of another type than promised is a <see cref="JsonException"/>.</summary>
internal static class JsonSteps
{
    public static void Require(this ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException();
        }
    }

    /// <summary>Goes to the next property of an object; false at the object's end.</summary>
    public static bool NextProperty(this ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndObject;

    public static void SkipValue(this ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    public static string? ReadText(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw new JsonException();
    }

    public static long? ReadNumber(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
            _ => throw new JsonException(),
        };
    }

    public static bool? ReadFlag(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw new JsonException(),
        };
    }
}
