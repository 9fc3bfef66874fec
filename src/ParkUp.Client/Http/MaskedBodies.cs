using System.Buffers;
using System.Text.Encodings.Web;

namespace ParkUp.Client;

/// <summary>
/// The bodies of a request and its answer for a log: personal data is masked, and the token is removed. Fields are found by
/// the structure of the JSON, so of any other body only length and type are shown.
/// </summary>
internal sealed class MaskedBodies
{
    private const int MaxLength = 4000;

    /// <summary>Shorter values occur within ordinary words.</summary>
    private const int MinQuoteLength = 3;

    private static readonly string[] Personal = ["email", "phone", "plate", "name", "lastname"];

    /// <summary>Fields whose values an answer may quote elsewhere. Names are left out: they may be ordinary words.</summary>
    private static readonly string[] Quotable = ["email", "phone", "plate"];

    private readonly ConnectionSecrets _secrets;

    /// <summary>The values that are masked wherever they occur. The longest come first, as one may contain another.</summary>
    private readonly string[] _quotes;

    public MaskedBodies(ReadOnlyMemory<byte> request, ConnectionSecrets secrets)
    {
        _secrets = secrets;
        using var body = JsonFields.Parse(request);
        _quotes =
        [
            .. QuotesIn(body.RootElement, isQuotable: false)
                .Where(static text => text.Length >= MinQuoteLength)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(static text => text.Length),
        ];
        Request = Show(request, "application/json");
    }

    public string Request { get; }

    /// <summary>Null until an answer has begun to arrive.</summary>
    public string? Answer { get; private set; }

    public void Answered(ReadOnlyMemory<byte> body, string? mediaType) => Answer = Show(body, mediaType);

    /// <summary>Records that an answer arrived, but could not be read to its end.</summary>
    public void Broken(string? mediaType) => Answer = $"[not read to its end: {Type(mediaType)}]";

    private static bool Is(string name, string[] names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> QuotesIn(JsonElement element, bool isQuotable) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => QuotesIn(property.Value, isQuotable || Is(property.Name, Quotable))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => QuotesIn(item, isQuotable)),
        JsonValueKind.String when isQuotable => [TextSanitizer.Clean(element.GetString()!)],
        _ => [],
    };

    private string Show(ReadOnlyMemory<byte> body, string? mediaType)
    {
        if (body.IsEmpty)
        {
            return "[empty]";
        }

        try
        {
            using var document = JsonFields.Parse(body);
            return TextSanitizer.Cut(Mask(document.RootElement), MaxLength);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // A proxy's page, truncated JSON, or (InvalidOperationException) a string with half a surrogate pair.
            return string.Create(CultureInfo.InvariantCulture, $"[not shown: {body.Length} bytes of {Type(mediaType)}]");
        }
    }

    private string Type(string? mediaType) => mediaType is null ? "no type" : MaskQuotes(_secrets.Clean(mediaType));

    private string Mask(JsonElement root)
    {
        var bytes = new ArrayBufferWriter<byte>();

        // Not validated: Write leaves out the rest of a long body.
        using var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        Write(writer, root, isPersonal: false);
        writer.Flush();

        // Again for the whole text: a token may contain JSON syntax.
        return _secrets.Redact(TextSanitizer.Clean(Encoding.UTF8.GetString(bytes.WrittenSpan)));
    }

    private void Write(Utf8JsonWriter writer, JsonElement element, bool isPersonal)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().TakeWhile(_ => HasRoom(writer)))
                {
                    writer.WritePropertyName(MaskText(property.Name, isPersonal: false));
                    Write(writer, property.Value, isPersonal || Is(property.Name, Personal));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray().TakeWhile(_ => HasRoom(writer)))
                {
                    Write(writer, item, isPersonal);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(MaskText(element.GetString()!, isPersonal));
                break;
            case JsonValueKind.Number when MaskText(element.GetRawText(), isPersonal) is var number && !string.Equals(number, element.GetRawText(), StringComparison.Ordinal):
                writer.WriteStringValue(number);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>Whether more can be shown: a list of half a million tags is not written in full only to be cut.</summary>
    private static bool HasRoom(Utf8JsonWriter writer) => writer.BytesCommitted + writer.BytesPending <= MaxLength * 4;

    private string MaskText(string text, bool isPersonal)
    {
        var clean = _secrets.Redact(TextSanitizer.Clean(text));
        return isPersonal ? TextSanitizer.Mask(clean) : MaskQuotes(clean);
    }

    private string MaskQuotes(string text) => _quotes.Aggregate(text, static (shown, quote) => shown.Replace(quote, TextSanitizer.Mask(quote), StringComparison.OrdinalIgnoreCase));
}
