using System.Net.Http.Headers;

namespace ParkUp.Client;

/// <summary>The body of an answer that refuses: the reasons in it, and whether the API wrote it.</summary>
/// <param name="Reasons">Sanitized; empty where it gives none.</param>
/// <param name="IsEnvelope">Whether it has the envelope of the API: <c>statusCode</c> and <c>message</c>, or several messages.</param>
/// <param name="IsCut">Whether it could not be read to its end.</param>
internal sealed record ErrorBody(IReadOnlyList<string> Reasons, bool IsEnvelope = false, bool IsCut = false)
{
    private const int MaxReasons = 100;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ErrorBody Cut { get; } = new([], IsCut: true);

    public static ErrorBody Read(ReadOnlySpan<byte> body, MediaTypeHeaderValue? type, ConnectionSecrets secrets)
    {
        var text = Decode(body, type?.CharSet);
        try
        {
            // Unlike JsonFields.Parse, this accepts text after the value.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = JsonFields.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return new ErrorBody(
                [.. ErrorReasons.In(root).Select(secrets.Clean).Take(MaxReasons)],
                IsEnvelope: ErrorReasons.Find(root, "message") is { } message && (message.ValueKind == JsonValueKind.Array || (message.ValueKind == JsonValueKind.String && ErrorReasons.Find(root, "statusCode")?.ValueKind == JsonValueKind.Number)));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is raised for a string with half a surrogate pair.
            return new ErrorBody(ReadText(text, type, secrets) is { Length: > 0 } reason ? [reason] : []);
        }
    }

    /// <summary>Plain words; not a page, nor JSON that is damaged.</summary>
    private static string? ReadText(string text, MediaTypeHeaderValue? type, ConnectionSecrets secrets)
    {
        var words = text.Trim();
        if (words.Length == 0 || words[0] is '<' or '{' or '[' || type?.MediaType is { } media && media.Contains("html", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // Line breaks become blanks, unless one of them breaks up a secret.
        var joined = TextSanitizer.Clean(words);
        return secrets.Clean(string.Equals(secrets.Redact(joined), joined, StringComparison.Ordinal)
            ? string.Join(' ', words.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : joined);
    }

    /// <summary>By the byte order mark, else the charset of the answer, else as UTF-8; Latin-1 where it is not.</summary>
    private static string Decode(ReadOnlySpan<byte> body, string? charset)
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            if (body.StartsWith(encoding.Preamble))
            {
                return encoding.GetString(body[encoding.Preamble.Length..]);
            }
        }

        try
        {
            return (EncodingOf(charset) ?? StrictUtf8).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(body);
        }
    }

    /// <summary>Null for UTF-8, and for a charset that .NET does not know.</summary>
    private static Encoding? EncodingOf(string? charset)
    {
        try
        {
            return charset?.Trim('"', ' ') is { Length: > 0 } name && Encoding.GetEncoding(name) is { } encoding and not UTF8Encoding ? encoding : null;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
