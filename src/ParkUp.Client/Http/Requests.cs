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

    /// <summary>More than a usual tag needs, so that the buffer does not grow.</summary>
    private const int BytesOfTag = 48;

    public static ReadOnlyMemory<byte> CreateCustomer(CustomerOrder order) => Write(json =>
    {
        json.WriteString("email", order.Email);
        json.WriteString("phone", order.Phone);
        WriteIfPresent(json, "name", order.Name);
        WriteIfPresent(json, "lastname", order.LastName);
        json.WriteBoolean("isUnlimited", order.IsUnlimited);
        json.WriteString("refId", order.RefId);
        if (order.Tags.Count > 0)
        {
            WriteTags(json, order.Tags);
        }
    });

    public static ReadOnlyMemory<byte> ListTags(CustomerKey customer) => Write(json =>
    {
        WriteIfPresent(json, "customerId", customer.Id);
        json.WriteString("refId", customer.RefId);
    });

    public static ReadOnlyMemory<byte> ChangeTags(CustomerKey customer, IReadOnlyCollection<TagOrder> tags) => Write(
        json =>
        {
            json.WriteStartObject("customer");
            json.WriteString("refId", customer.RefId);
            WriteIfPresent(json, "id", customer.Id);
            json.WriteEndObject();
            WriteTags(json, tags);
        },
        tags.Count);

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> writeFields, int tags = 0)
    {
        var body = new ArrayBufferWriter<byte>(initialCapacity: 256 + (tags * BytesOfTag));
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    private static void WriteTags(Utf8JsonWriter json, IEnumerable<TagOrder> tags)
    {
        json.WriteStartArray("tags");
        foreach (var tag in tags)
        {
            json.WriteStartObject();
            json.WriteString("code", tag.Code);
            json.WriteString("plate", tag.Plate);
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
