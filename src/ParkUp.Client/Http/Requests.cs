using System.Buffers;
using System.Text.Encodings.Web;

namespace ParkUp.Client;

/// <summary>
/// Writes the bodies of requests: the fields of the API reference, in its order, without those that have no value. No
/// serializer, since building its metadata takes a third of the time of the first call.
/// </summary>
internal static class Requests
{
    /// <summary>Does not escape <c>+</c> and <c>ñ</c>, as in the reference. No body is embedded in HTML.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As much as the writer asks for at first.</summary>
    private const int SmallestBuffer = 256;

    /// <summary>More than a usual tag needs, so that the buffer does not grow.</summary>
    private const int BytesOfTag = 48;

    public static ReadOnlyMemory<byte> CreateCustomer(CustomerOrder order)
    {
        var body = BufferFor(order.Tags.Count);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            json.WriteString("email"u8, order.Email);
            json.WriteString("phone"u8, order.Phone);
            WriteIfPresent(json, "name", order.Name);
            WriteIfPresent(json, "lastname", order.LastName);
            json.WriteBoolean("isUnlimited"u8, order.IsUnlimited);
            json.WriteString("refId"u8, order.RefId);
            if (order.Tags.Count > 0)
            {
                WriteTags(json, order.Tags);
            }

            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> ListTags(CustomerKey customer)
    {
        var body = BufferFor(tags: 0);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            WriteIfPresent(json, "customerId", customer.Id);
            json.WriteString("refId"u8, customer.RefId);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> ChangeTags(CustomerKey customer, IReadOnlyList<TagOrder> tags)
    {
        var body = BufferFor(tags.Count);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("customer"u8);
            json.WriteString("refId"u8, customer.RefId);
            WriteIfPresent(json, "id", customer.Id);
            json.WriteEndObject();
            WriteTags(json, tags);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static ArrayBufferWriter<byte> BufferFor(int tags) => new(SmallestBuffer + (tags * BytesOfTag));

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyList<TagOrder> tags)
    {
        json.WriteStartArray("tags"u8);
        for (var i = 0; i < tags.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, tags[i].Code);
            json.WriteString("plate"u8, tags[i].Plate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIfPresent(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteIfPresent(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
