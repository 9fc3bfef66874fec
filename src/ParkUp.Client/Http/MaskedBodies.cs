using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ParkUp.Client;

/// <summary>
/// The bodies of one request and its answer as a log may show them. They are masked by their structure, so what is no
/// JSON is not shown at all: nobody knows where in it a person's data is.
/// </summary>
internal sealed class MaskedBodies
{
    private const int MaxLength = 4000;

    /// <summary>A shorter text is found within any word, and tells nothing.</summary>
    private const int ShortestQuote = 3;

    private static readonly string[] Personal = ["email", "phone", "plate", "name", "lastname"];

    /// <summary>What an answer may quote in any place. Names are none of it: they are words of a language.</summary>
    private static readonly string[] Quotable = ["email", "phone", "plate"];

    private readonly BearerToken _token;

    /// <summary>The texts that an answer may quote, the longest first: one may be a part of another.</summary>
    private readonly string[] _quotes;

    public MaskedBodies(ReadOnlySpan<byte> request, BearerToken token)
    {
        _token = token;
        using var body = Parse(request);
        HashSet<string> quotes = new(StringComparer.OrdinalIgnoreCase);
        if (body is not null)
        {
            Collect(body.RootElement, isQuotable: false, quotes);
        }

        _quotes = [.. quotes.OrderByDescending(static text => text.Length)];
        Request = Show(body, request.Length, "application/json");
    }

    public string Request { get; }

    /// <summary>Null until something of an answer has come.</summary>
    public string? Answer { get; private set; }

    public void Answered(ReadOnlySpan<byte> body, string? mediaType)
    {
        using var document = Parse(body);
        Answer = Show(document, body.Length, mediaType);
    }

    /// <summary>An answer came, and was not read to its end.</summary>
    public void Broken(string? mediaType) => Answer = $"[not read to its end: {Type(mediaType)}]";

    private static JsonDocument? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(
                body.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body,
                new JsonReaderOptions { MaxDepth = RequestSender.MaxDepth });
            var document = JsonDocument.ParseValue(ref reader);
            if (!reader.Read())
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // A proxy's page, or JSON that was cut off.
        }

        return null;
    }

    private static bool Is(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static void Collect(JsonElement element, bool isQuotable, HashSet<string> quotes)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, isQuotable || Is(property.Name, Quotable), quotes);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, isQuotable, quotes);
                }

                break;
            case JsonValueKind.String when isQuotable && TextSanitizer.Clean(element.GetString()!) is { Length: >= ShortestQuote } text:
                quotes.Add(text);
                break;
            default:
                break;
        }
    }

    private string Show(JsonDocument? body, int length, string? mediaType)
    {
        if (length == 0)
        {
            return "[empty]";
        }

        try
        {
            if (body is not null)
            {
                return TextSanitizer.Cut(Masked(body.RootElement), MaxLength);
            }
        }
        catch (InvalidOperationException)
        {
            // Half a character in a string: no more JSON than the rest.
        }

        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[not shown: {length} bytes of {Type(mediaType)}]");
    }

    private string Type(string? mediaType) => mediaType is null ? "no type" : Redact(ServerMessage.Clean(mediaType, _token));

    private string Masked(JsonElement root)
    {
        var bytes = new ArrayBufferWriter<byte>();

        // Not validated, since it is left off in the middle once there is more than is shown.
        using var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        Write(writer, root, isPersonal: false);
        writer.Flush();

        // Once more over the whole: a token may look like JSON, or be made of numbers.
        return _token.Redact(TextSanitizer.Clean(Encoding.UTF8.GetString(bytes.WrittenSpan)));
    }

    private void Write(Utf8JsonWriter writer, JsonElement element, bool isPersonal)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().TakeWhile(_ => IsWanted(writer)))
                {
                    writer.WritePropertyName(Text(property.Name));
                    Write(writer, property.Value, isPersonal || Is(property.Name, Personal));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray().TakeWhile(_ => IsWanted(writer)))
                {
                    Write(writer, item, isPersonal);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(isPersonal ? MaskedText(element.GetString()!) : Text(element.GetString()!));
                break;
            case JsonValueKind.Number when isPersonal:
                writer.WriteStringValue(MaskedText(element.GetRawText()));
                break;
            case JsonValueKind.Number when Text(element.GetRawText()) is var number && !string.Equals(number, element.GetRawText(), StringComparison.Ordinal):
                writer.WriteStringValue(number);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>A list of half a million tags is not written out to be cut off afterwards.</summary>
    private static bool IsWanted(Utf8JsonWriter writer) => writer.BytesCommitted + writer.BytesPending <= MaxLength * 4;

    private string MaskedText(string text) => TextSanitizer.Mask(_token.Redact(TextSanitizer.Clean(text)));

    private string Text(string text) => Redact(_token.Redact(TextSanitizer.Clean(text)));

    private string Redact(string text) => _quotes.Aggregate(text, static (shown, quote) => shown.Replace(quote, TextSanitizer.Mask(quote), StringComparison.OrdinalIgnoreCase));
}
