using System.Text.Json;

namespace ParkUp.Client;

/// <summary>Reads an answer from its first token to its last. What has another type than promised is a <see cref="JsonException"/>.</summary>
/// <param name="reader">The reader, at the first token.</param>
/// <param name="missing">The field that the reference promises and the answer lacks; null where it is complete.</param>
internal delegate TAnswer AnswerParser<out TAnswer>(ref Utf8JsonReader reader, out string? missing);

/// <summary>One endpoint of the API reference.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, relative to the base address.</param>
/// <param name="Parse">Reads its answer.</param>
/// <param name="IsReadOnly">Whether a request is always safe to repeat.</param>
internal sealed record Endpoint<TAnswer>(HttpMethod Method, string Path, AnswerParser<TAnswer> Parse, bool IsReadOnly = false);

/// <summary>The four endpoints. The names of the answers' fields, and their spelling, are the reference's.</summary>
internal static class Endpoints
{
    /// <summary>"Create client".</summary>
    public static readonly Endpoint<WriteAnswer> CreateCustomer = new(
        HttpMethod.Post, "api/v3/business/customer/add", static (ref reader, out missing) => WriteAnswer.Parse(ref reader, "tags", "status", out missing));

    /// <summary>"Get all tags".</summary>
    public static readonly Endpoint<List<ListedTag>> ListTags = new(
        HttpMethod.Post, "api/v3/business/tag/list", ListedTag.ParseList, IsReadOnly: true);

    /// <summary>"Create tags".</summary>
    public static readonly Endpoint<WriteAnswer> AddTags = new(
        HttpMethod.Post, "api/v3/business/tag/add", static (ref reader, out missing) => WriteAnswer.Parse(ref reader, "tagsCreate", "status", out missing));

    /// <summary>"Cancel tags".</summary>
    public static readonly Endpoint<WriteAnswer> CancelTags = new(
        HttpMethod.Put, "api/v3/business/tag/cancel", static (ref reader, out missing) => WriteAnswer.Parse(ref reader, "tagsCancell", "cancell", out missing));
}
