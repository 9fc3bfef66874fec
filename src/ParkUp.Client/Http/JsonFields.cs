namespace ParkUp.Client;

/// <summary>
/// Reads JSON token by token: a document in memory first takes twice as long. A value of an unexpected kind raises a
/// <see cref="JsonException"/>; null counts as absent.
/// </summary>
internal static class JsonFields
{
    /// <summary>The reference nests 3 levels deep; an answer deeper than this does not come from the service.</summary>
    public const int MaxDepth = 16;

    /// <summary>Parses a whole body, with or without a byte order mark. The document refers to the memory of the body.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) => JsonDocument.Parse(
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body,
        new JsonDocumentOptions { MaxDepth = MaxDepth });

    /// <summary>A reader at the first token of a whole body, with or without a byte order mark.</summary>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(
            body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body, new JsonReaderOptions { MaxDepth = MaxDepth });
        json.ReadValue();
        return json;
    }

    /// <summary>Moves to the next token, of which there must be one.</summary>
    public static void ReadValue(this ref Utf8JsonReader json)
    {
        if (!json.Read())
        {
            throw new JsonException();
        }
    }

    /// <summary>Moves to the next field of an object.</summary>
    /// <returns>False at the end of the object.</returns>
    public static bool ReadName(this ref Utf8JsonReader json)
    {
        json.ReadValue();
        return json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Moves to the next item of an array.</summary>
    /// <returns>False at the end of the array.</returns>
    public static bool ReadItem(this ref Utf8JsonReader json)
    {
        json.ReadValue();
        return json.TokenType != JsonTokenType.EndArray;
    }

    public static void Require(this in Utf8JsonReader json, JsonTokenType kind)
    {
        if (json.TokenType != kind)
        {
            throw new JsonException();
        }
    }

    /// <summary>Whether the value is of that kind; false where it is null.</summary>
    public static bool Is(this in Utf8JsonReader json, JsonTokenType kind)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return false;
        }

        json.Require(kind);
        return true;
    }

    /// <summary>The whole number after a name.</summary>
    public static long? ReadNumber(this ref Utf8JsonReader json)
    {
        json.ReadValue();
        return !json.Is(JsonTokenType.Number) ? null : json.TryGetInt64(out var number) ? number : throw new JsonException();
    }

    /// <summary>The text after a name.</summary>
    /// <param name="likely">What it probably is: a string that exists already.</param>
    public static string? ReadText(this ref Utf8JsonReader json, string? likely = null)
    {
        json.ReadValue();
        return !json.Is(JsonTokenType.String) ? null : likely is not null && json.ValueTextEquals(likely) ? likely : json.GetString();
    }

    /// <summary>The true or false after a name.</summary>
    public static bool? ReadBoolean(this ref Utf8JsonReader json)
    {
        json.ReadValue();
        return json.TokenType == JsonTokenType.True ? true : json.Is(JsonTokenType.False) ? (bool?)false : null;
    }
}
