using System.Text.Json.Serialization;

namespace ParkUp.Client.Wire;

// Field for field what the API reference gives, in its order and spelling. An absent optional field is null here
// and is left out of the JSON.

internal sealed record WireTag(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("plate")] string Plate);

internal sealed record CreateCustomerRequest
{
    [JsonPropertyName("email")]
    public required string Email { get; init; }

    [JsonPropertyName("phone")]
    public required string Phone { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("lastname")]
    public string? LastName { get; init; }

    [JsonPropertyName("isUnlimited")]
    public required bool IsUnlimited { get; init; }

    [JsonPropertyName("refId")]
    public required string RefId { get; init; }

    [JsonPropertyName("tags")]
    public IReadOnlyList<WireTag>? Tags { get; init; }
}

internal sealed record ListTagsRequest
{
    [JsonPropertyName("customerId")]
    public long? CustomerId { get; init; }

    [JsonPropertyName("refId")]
    public required string RefId { get; init; }
}

internal sealed record WireCustomer
{
    [JsonPropertyName("refId")]
    public required string RefId { get; init; }

    [JsonPropertyName("id")]
    public long? Id { get; init; }
}

internal sealed record ChangeTagsRequest
{
    [JsonPropertyName("customer")]
    public required WireCustomer Customer { get; init; }

    [JsonPropertyName("tags")]
    public required IReadOnlyList<WireTag> Tags { get; init; }
}
