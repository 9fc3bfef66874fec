using System.Text.Json;

namespace ParkUp.Client;

/// <summary>Reads the reasons in the body of an error: <c>message</c>, a string or an array of strings, as NestJS writes it.</summary>
internal static class ServerMessage
{
    private const int MaxMessages = 100;

    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> envelope, BearerToken token)
    {
        try
        {
            var reader = new Utf8JsonReader(envelope, new JsonReaderOptions { MaxDepth = JsonFields.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("message", out var message))
            {
                return [];
            }

            return message.ValueKind switch
            {
                JsonValueKind.String => [Clean(message.GetString()!, token)],
                JsonValueKind.Array =>
                [
                    .. message.EnumerateArray()
                        .Where(static item => item.ValueKind == JsonValueKind.String)
                        .Take(MaxMessages)
                        .Select(item => Clean(item.GetString()!, token)),
                ],
                _ => [],
            };
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is raised for a string with half a surrogate pair.
            return [];
        }
    }

    /// <summary>Removes control characters, which may split the token, then the token, then what is too long: a cut may split it too.</summary>
    public static string Clean(string text, BearerToken token) => TextSanitizer.Cut(token.Redact(TextSanitizer.Clean(text)).Trim());
}
