using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParkUp.Client.Wire;

/// <summary>The generated serializers. No reflection at run time: a cold first call stays cheap.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = MaxDepth)]
[JsonSerializable(typeof(CreateCustomerRequest))]
[JsonSerializable(typeof(ListTagsRequest))]
[JsonSerializable(typeof(ChangeTagsRequest))]
[JsonSerializable(typeof(CreateCustomerAnswer))]
[JsonSerializable(typeof(AddTagsAnswer))]
[JsonSerializable(typeof(CancelTagsAnswer))]
[JsonSerializable(typeof(ListTagsAnswer))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>No answer of the reference nests deeper than 3; a deeper one is hostile or not this service's.</summary>
    internal const int MaxDepth = 16;

    /// <summary>
    /// The reference's own spelling: <c>+</c> and <c>ñ</c> as they are, not as escapes. Nothing here ends in HTML.
    /// </summary>
    public static WireJson Api { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    });
}
