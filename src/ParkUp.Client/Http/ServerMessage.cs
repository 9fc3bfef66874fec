using System.Text.Json;

namespace ParkUp.Client;

/// <summary>
/// What the service gives as its reason: <c>message</c> as one string or as an array of them, as NestJS does.
/// </summary>
internal static class ServerMessage
{
    private const int MaxLength = 500;
    private const int MaxMessages = 100;

    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> envelope, BearerToken token)
    {
        try
        {
            var reader = new Utf8JsonReader(envelope, new JsonReaderOptions { MaxDepth = Wire.WireJson.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("message", out var message))
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
            // InvalidOperationException: a lone surrogate in a string.
            return [];
        }
    }

    /// <summary>
    /// Harmless on a terminal: no control characters (so no escape sequence), none that turn the reading direction,
    /// no token, and not without end.
    /// </summary>
    public static string Clean(string text, BearerToken? token = null)
    {
        // Only now: what was taken out may have stood within the token, and a cut may leave a part of it.
        var shown = Printable.Clean(text);
        return Cut((token?.Redact(shown) ?? shown).Trim(), MaxLength);
    }

    /// <summary>The beginning of a text that is too long, never with half a character at its end.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end] + "…";
    }
}
