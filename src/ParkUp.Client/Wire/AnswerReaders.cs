using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParkUp.Client.Wire;

// Token by token: the generator's own readers bring some 300 generic methods along, which a first call would wait for
// (a third of a cold start).

/// <summary>Reads an answer to a write.</summary>
internal sealed class WriteAnswerReader<TAnswer> : JsonConverter<TAnswer>
    where TAnswer : WriteAnswer, new()
{
    public override TAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var answer = new TAnswer();
        reader.RequireStart(JsonTokenType.StartObject);
        while (reader.NextProperty())
        {
            if (reader.IsNamed("customer"))
            {
                answer.CustomerNumber = reader.ReadNumber();
            }
            else if (reader.IsNamed(answer.ListName))
            {
                ReadStatuses(ref reader, answer);
            }
            else
            {
                reader.SkipValue();
            }
        }

        return answer;
    }

    public override void Write(Utf8JsonWriter writer, TAnswer value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static void ReadStatuses(ref Utf8JsonReader reader, TAnswer answer)
    {
        answer.Tags = null;
        answer.LacksFlag = false;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        reader.RequireStart(JsonTokenType.StartArray);
        List<TagStatus> statuses = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? code = null;
            bool? taken = null;
            if (reader.TokenType != JsonTokenType.Null)
            {
                reader.RequireStart(JsonTokenType.StartObject);
                while (reader.NextProperty())
                {
                    if (reader.IsNamed("tag"))
                    {
                        code = reader.ReadText();
                    }
                    else if (reader.IsNamed(answer.FlagName))
                    {
                        taken = reader.ReadFlag();
                    }
                    else
                    {
                        reader.SkipValue();
                    }
                }
            }

            answer.LacksFlag |= taken is null;
            statuses.Add(new TagStatus(code, taken ?? false));
        }

        answer.Tags = statuses;
    }
}

/// <summary>Reads a list of tags.</summary>
internal sealed class ListTagsReader : JsonConverter<ListTagsAnswer>
{
    public override ListTagsAnswer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ListTagsAnswer answer = [];
        reader.RequireStart(JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            answer.Add(reader.TokenType == JsonTokenType.Null ? null : ReadTag(ref reader));
        }

        return answer;
    }

    public override void Write(Utf8JsonWriter writer, ListTagsAnswer value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static ListedTag ReadTag(ref Utf8JsonReader reader)
    {
        long? id = null;
        string? code = null;
        string? plate = null;
        reader.RequireStart(JsonTokenType.StartObject);
        while (reader.NextProperty())
        {
            if (reader.IsNamed("id"))
            {
                id = reader.ReadNumber();
            }
            else if (reader.IsNamed("code"))
            {
                code = reader.ReadText();
            }
            else if (reader.IsNamed("plate"))
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

/// <summary>Steps of a reader. What is of another kind than promised is a <see cref="JsonException"/>.</summary>
internal static class ReaderSteps
{
    public static void RequireStart(this ref Utf8JsonReader reader, JsonTokenType start)
    {
        if (reader.TokenType != start)
        {
            throw new JsonException();
        }
    }

    /// <summary>Goes to the next property of an object; false at the object's end.</summary>
    public static bool NextProperty(this ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndObject;

    public static bool IsNamed(this ref Utf8JsonReader reader, string name) => reader.ValueTextEquals(name);

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
