using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>A valid body of customer/add.</summary>
internal sealed record CustomerAddRequest(CustomerDetails Details, IReadOnlyList<TagPair> Tags);

/// <summary>A valid body of tag/add or tag/cancel.</summary>
internal sealed record TagWriteRequest(CustomerKey Customer, IReadOnlyList<TagPair> Tags);

/// <summary>
/// Reads the bodies as a NestJS service with class-validator and a whitelist does: every problem is named, by the
/// path of its field, and unknown fields are problems too, so that a drift in spelling does not pass unseen.
/// </summary>
internal static class RequestValidation
{
    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789 +-()");

    public static CustomerAddRequest CustomerAdd(JsonElement body, List<string> problems)
    {
        FieldReader fields = new(body, problems);
        fields.Allow("email", "phone", "name", "lastname", "isUnlimited", "refId", "tags");
        string email = fields.RequiredText("email", static text => text.Contains('@', StringComparison.Ordinal), "must be an email");
        string phone = fields.RequiredText("phone", IsPhone, "must be a valid phone number");
        string? name = fields.OptionalText("name");
        string? lastName = fields.OptionalText("lastname");
        bool isUnlimited = fields.RequiredFlag("isUnlimited");
        string refId = fields.RequiredText("refId");
        IReadOnlyList<TagPair> tags = Tags(fields, problems, required: false);
        return new CustomerAddRequest(new CustomerDetails(refId, email, phone, name, lastName, isUnlimited), tags);
    }

    public static CustomerKey TagList(JsonElement body, List<string> problems)
    {
        FieldReader fields = new(body, problems);
        fields.Allow("customerId", "refId");
        double? id = fields.OptionalNumber("customerId");
        return new CustomerKey(fields.RequiredText("refId"), id);
    }

    public static TagWriteRequest TagWrite(JsonElement body, List<string> problems)
    {
        FieldReader fields = new(body, problems);
        fields.Allow("customer", "tags");
        CustomerKey key = default;
        if (fields.RequiredObject("customer") is { } customer)
        {
            FieldReader customerFields = new(customer, problems, "customer");
            customerFields.Allow("refId", "id");
            double? id = customerFields.OptionalNumber("id");
            key = new CustomerKey(customerFields.RequiredText("refId"), id);
        }

        return new TagWriteRequest(key, Tags(fields, problems, required: true));
    }

    private static TagPair[] Tags(FieldReader fields, List<string> problems, bool required)
    {
        if (fields.Array("tags", required) is not { } array)
        {
            return [];
        }

        TagPair[] tags = new TagPair[array.GetArrayLength()];
        if (required && tags.Length == 0)
        {
            fields.Note("tags", "should not be empty");
        }

        int index = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                FieldReader tag = new(element, problems, "tags", index);
                tag.Allow("code", "plate");
                tags[index] = new TagPair(tag.RequiredText("code"), tag.RequiredText("plate"));
            }
            else
            {
                fields.Note(string.Create(CultureInfo.InvariantCulture, $"tags.{index}"), "must be an object");
            }

            index++;
        }

        return tags;
    }

    private static bool IsPhone(string text) => text.Length is >= 6 and <= 20 && !text.AsSpan().ContainsAnyExcept(PhoneCharacters);
}
