using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ParkUp.Client.Wire;

/// <summary>The generated serializers. No reflection at run time: a cold first call stays cheap.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = MaxDepth)]
[JsonSerializable(typeof(CreateCustomerRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ListTagsRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(ChangeTagsRequest), GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(CreateCustomerAnswer))]
[JsonSerializable(typeof(AddTagsAnswer))]
[JsonSerializable(typeof(CancelTagsAnswer))]
[JsonSerializable(typeof(ListTagsAnswer))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>No answer of the reference nests deeper than 3; a deeper one is hostile or not this service's.</summary>
    internal const int MaxDepth = 16;

    /// <summary>The body of a request, by the generated writer of its type.</summary>
    public static byte[] ToBody<TRequest>(TRequest request, JsonTypeInfo<TRequest> type)
    {
        var body = new ArrayBufferWriter<byte>(initialCapacity: 256);
        using (var writer = new Utf8JsonWriter(body, Spelling))
        {
            type.SerializeHandler!(writer, request);
        }

        return body.WrittenSpan.ToArray();
    }

    /// <summary>
    /// The reference's own spelling: <c>+</c> and <c>ñ</c> as they are, not as escapes. Nothing here ends in HTML.
    /// </summary>
    private static readonly JsonWriterOptions Spelling = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
