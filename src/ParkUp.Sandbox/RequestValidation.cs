using System.Buffers;
using System.Text.Unicode;

namespace ParkUp.Sandbox;

/// <summary>A tag as a request gives it.</summary>
internal readonly record struct TagPair(string Code, string Plate);

/// <summary>A valid body of customer/add.</summary>
internal sealed record NewCustomer(
    string Email, string Phone, string? Name, string? LastName, bool IsUnlimited, string RefId, IReadOnlyList<TagPair> Tags);

/// <summary>A valid body of tag/add, tag/cancel or (without tags) tag/list. Where its number is given, it must be that customer's.</summary>
internal sealed record TagRequest(double? CustomerId, string RefId, IReadOnlyList<TagPair> Tags);

/// <summary>
/// Reads bodies as a NestJS service with class-validator and a whitelist does: every problem is named, by the path of
/// its field, and unknown fields are problems too, so that a misspelt name is not ignored.
/// </summary>
internal static class RequestValidation
{
    public const string InvalidText = "Unexpected token \uFFFD in JSON";

    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789 +-()");

    /// <summary>Parses a body; null, with an error in Node's words, when it is not a JSON object.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, out string error)
    {
        error = InvalidText;
        if (body.IsEmpty)
        {
            // As Express does: no body is an empty object, and validation names what is missing.
            body = "{}"u8.ToArray();
        }
        else if (!Utf8.IsValid(body.Span))
        {
            // Checked here, because JsonDocument decodes a string only when it is asked for.
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            error = UnexpectedToken(body.Span, body.Span.IndexOfAnyExcept(" \t\r\n"u8));
        }
        catch (JsonException exception)
        {
            error = UnexpectedToken(body.Span, PositionOf(exception, body.Span));
        }

        return null;
    }

    public static NewCustomer CustomerAdd(JsonElement body, List<string> problems)
    {
        FieldReader fields = new(body, problems);
        fields.Allow("email", "phone", "name", "lastname", "isUnlimited", "refId", "tags");
        return new NewCustomer(
            fields.RequiredText("email", static text => text.Contains('@', StringComparison.Ordinal), "must be an email"),
            fields.RequiredText("phone", IsPhone, "must be a valid phone number"),
            fields.OptionalText("name"),
            fields.OptionalText("lastname"),
            fields.RequiredFlag("isUnlimited"),
            fields.RequiredText("refId"),
            Tags(fields, problems, required: false));
    }

    public static TagRequest TagList(JsonElement body, List<string> problems)
    {
        FieldReader fields = new(body, problems);
        fields.Allow("customerId", "refId");
        return new TagRequest(fields.OptionalNumber("customerId"), fields.RequiredText("refId"), []);
    }

    public static TagRequest TagWrite(JsonElement body, List<string> problems)
    {
        FieldReader fields = new(body, problems);
        fields.Allow("customer", "tags");
        double? id = null;
        var refId = "";
        if (fields.RequiredObject("customer") is { } customer)
        {
            FieldReader customerFields = new(customer, problems, "customer");
            customerFields.Allow("refId", "id");
            id = customerFields.OptionalNumber("id");
            refId = customerFields.RequiredText("refId");
        }

        return new TagRequest(id, refId, Tags(fields, problems, required: true));
    }

    private static TagPair[] Tags(FieldReader fields, List<string> problems, bool required)
    {
        if (fields.Array("tags", required) is not { } array)
        {
            return [];
        }

        var tags = new TagPair[array.GetArrayLength()];
        if (required && tags.Length == 0)
        {
            fields.Note("tags", "should not be empty");
        }

        var index = 0;
        foreach (var element in array.EnumerateArray())
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

    private static int PositionOf(JsonException exception, ReadOnlySpan<byte> body)
    {
        var position = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            position += body[position..].IndexOf((byte)'\n') + 1;
        }

        return position + (int)(exception.BytePositionInLine ?? 0);
    }

    private static string UnexpectedToken(ReadOnlySpan<byte> body, int position)
    {
        if (position >= body.Length)
        {
            return "Unexpected end of JSON input";
        }

        Rune.DecodeFromUtf8(body[position..], out var token, out _);
        return string.Create(CultureInfo.InvariantCulture, $"Unexpected token {token} in JSON at position {position}");
    }

    /// <summary>
    /// Reads the fields of one object, and notes each that is missing, of a wrong type, empty or unknown. Null is a
    /// wrong type, also for an optional field: a client that has no value must leave the field out.
    /// </summary>
    private readonly struct FieldReader(JsonElement fields, List<string> problems, string parent = "", int index = -1)
    {
        /// <summary>Notes every field that is not one of these.</summary>
        public void Allow(params ReadOnlySpan<string> names)
        {
            foreach (var property in fields.EnumerateObject())
            {
                if (!names.Contains(property.Name))
                {
                    Note($"property {property.Name}", "should not exist");
                }
            }
        }

        /// <summary>A text that must be there, must not be empty, and must have a form where one is asked for.</summary>
        public string RequiredText(string name, Func<string, bool>? isValid = null, string problem = "")
        {
            var text = OfKind(JsonValueKind.String, name, "must be a string")?.GetString();
            if (text is { Length: 0 })
            {
                Note(name, "should not be empty");
            }
            else if (text is not null && isValid?.Invoke(text) == false)
            {
                Note(name, problem);
            }

            return text ?? "";
        }

        public string? OptionalText(string name) => OfKind(JsonValueKind.String, name, "must be a string", required: false)?.GetString();

        public double? OptionalNumber(string name) => OfKind(JsonValueKind.Number, name, "must be a number", required: false)?.GetDouble();

        public bool RequiredFlag(string name)
        {
            if (fields.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                return value.GetBoolean();
            }

            Note(name, "must be a boolean value");
            return false;
        }

        public JsonElement? RequiredObject(string name) => OfKind(JsonValueKind.Object, name, "must be an object");

        public JsonElement? Array(string name, bool required) => OfKind(JsonValueKind.Array, name, "must be an array", required);

        // The path is put together only when there is a problem: a request may hold many tags.
        public void Note(string name, string problem) => problems.Add(
            index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{parent}.{index}.{name} {problem}")
            : parent.Length > 0 ? $"{parent}.{name} {problem}"
            : $"{name} {problem}");

        private JsonElement? OfKind(JsonValueKind kind, string name, string problem, bool required = true)
        {
            var given = fields.TryGetProperty(name, out var value);
            if (given && value.ValueKind == kind)
            {
                return value;
            }

            if (given || required)
            {
                Note(name, problem);
            }

            return null;
        }
    }
}
