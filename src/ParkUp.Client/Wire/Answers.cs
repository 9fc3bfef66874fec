using System.Text.Json.Serialization;

namespace ParkUp.Client.Wire;

/// <summary>What the service said of one tag of a request. The code may be missing: the order is then all there is.</summary>
internal readonly record struct TagStatus(string? Code, bool Taken);

/// <summary>An answer that can say which promised field it lacks. What it does not know of is ignored.</summary>
internal interface IAnswer
{
    string? MissingField { get; }
}

/// <summary>An answer to a write: the customer's number, and a status for each tag.</summary>
internal interface IWriteAnswer : IAnswer
{
    long Customer { get; }

    IReadOnlyList<TagStatus> Statuses { get; }
}

internal sealed record StatusItem
{
    [JsonPropertyName("tag")]
    public string? Tag { get; init; }

    [JsonPropertyName("status")]
    public bool? Status { get; init; }
}

internal sealed record CreateCustomerAnswer : IWriteAnswer
{
    [JsonPropertyName("customer")]
    public long? CustomerNumber { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<StatusItem?>? Tags { get; init; }

    [JsonIgnore]
    public string? MissingField => StatusItems.Missing(CustomerNumber, Tags, "tags");

    [JsonIgnore]
    public long Customer => CustomerNumber!.Value;

    [JsonIgnore]
    public IReadOnlyList<TagStatus> Statuses => StatusItems.Read(Tags!);
}

internal sealed record AddTagsAnswer : IWriteAnswer
{
    [JsonPropertyName("customer")]
    public long? CustomerNumber { get; init; }

    [JsonPropertyName("tagsCreate")]
    public IReadOnlyList<StatusItem?>? Tags { get; init; }

    [JsonIgnore]
    public string? MissingField => StatusItems.Missing(CustomerNumber, Tags, "tagsCreate");

    [JsonIgnore]
    public long Customer => CustomerNumber!.Value;

    [JsonIgnore]
    public IReadOnlyList<TagStatus> Statuses => StatusItems.Read(Tags!);
}

internal sealed record CancelItem
{
    [JsonPropertyName("tag")]
    public string? Tag { get; init; }

    [JsonPropertyName("cancell")]
    public bool? Cancelled { get; init; }
}

internal sealed record CancelTagsAnswer : IWriteAnswer
{
    [JsonPropertyName("customer")]
    public long? CustomerNumber { get; init; }

    [JsonPropertyName("tagsCancell")]
    public IReadOnlyList<CancelItem?>? Tags { get; init; }

    [JsonIgnore]
    public string? MissingField => (CustomerNumber, Tags) switch
    {
        (null, _) => "customer",
        (_, null) => "tagsCancell",
        _ when Tags.Any(static item => item?.Cancelled is null) => "tagsCancell[].cancell",
        _ => null,
    };

    [JsonIgnore]
    public long Customer => CustomerNumber!.Value;

    [JsonIgnore]
    public IReadOnlyList<TagStatus> Statuses => [.. Tags!.Select(static item => new TagStatus(item!.Tag, item.Cancelled!.Value))];
}

internal sealed record ListedTag
{
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("plate")]
    public string? Plate { get; init; }
}

internal sealed class ListTagsAnswer : List<ListedTag?>, IAnswer
{
    public string? MissingField
    {
        get
        {
            foreach (var tag in this)
            {
                switch (tag)
                {
                    case null: return "[]";
                    case { Id: null }: return "[].id";
                    case { Code: null }: return "[].code";
                    case { Plate: null }: return "[].plate";
                }
            }

            return null;
        }
    }
}

internal static class StatusItems
{
    public static string? Missing(long? customer, IReadOnlyList<StatusItem?>? items, string field) => (customer, items) switch
    {
        (null, _) => "customer",
        (_, null) => field,
        _ when items.Any(static item => item?.Status is null) => field + "[].status",
        _ => null,
    };

    public static IReadOnlyList<TagStatus> Read(IReadOnlyList<StatusItem?> items) =>
        [.. items.Select(static item => new TagStatus(item!.Tag, item.Status!.Value))];
}
