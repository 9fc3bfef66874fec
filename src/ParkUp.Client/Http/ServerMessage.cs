namespace ParkUp.Client;

/// <summary>Reads the reasons in the body of an error: <c>message</c>, a string or an array of strings, as NestJS writes it.</summary>
internal static class ServerMessage
{
    private const int MaxMessages = 100;

    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> envelope, ConnectionSecrets secrets)
    {
        try
        {
            // Unlike JsonFields.Parse, this accepts text after the value.
            var reader = new Utf8JsonReader(envelope, new JsonReaderOptions { MaxDepth = JsonFields.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            var message = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message", out var field) ? field : default;
            IEnumerable<JsonElement> messages = message.ValueKind == JsonValueKind.Array ? message.EnumerateArray() : [message];
            return [.. messages.Where(static item => item.ValueKind == JsonValueKind.String).Take(MaxMessages).Select(item => secrets.Clean(item.GetString()!))];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is raised for a string with half a surrogate pair.
            return [];
        }
    }
}
