using System.Buffers;
using System.Text.Encodings.Web;

namespace ParkUp.Sandbox;

/// <summary>
/// Writes and reads what the file of a sandbox holds: indented JSON with one tag a line, in UTF-8, and no token. Each
/// customer keeps its bytes until it changes, so that writing thousands of them again is little more than a copy.
/// </summary>
internal static class SandboxFormat
{
    private const string Name = "ParkUp sandbox";
    private const int Version = 1;

    /// <summary>The highest id and revision: the largest integer that every reader of JSON takes exactly.</summary>
    private const long MaximumNumber = (1L << 53) - 1;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all customers. The revision is in the first bytes, so that a change shows without reading the whole file.</summary>
    /// <exception cref="SandboxFileException">An id or the revision would be too high to be read again.</exception>
    public static void Write(string path, Stream file, long revision, IReadOnlyList<KeptCustomer> customers)
    {
        // Only a customer without its bytes can have a new id.
        if (revision > MaximumNumber || customers.Any(static customer => customer.Json is null && HighestId(customer) > MaximumNumber))
        {
            throw new SandboxFileException(Texts.FileNumberTooHigh, cause: null, path, MaximumNumber);
        }

        file.Write(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{{\n  \"format\": \"{Name}\",\n  \"version\": {Version},\n  \"revision\": {revision},\n  \"customers\": [")));
        for (var i = 0; i < customers.Count; i++)
        {
            file.Write(i == 0 ? "\n    "u8 : ",\n    "u8);
            file.Write(customers[i].Json ??= ToJson(customers[i]));
        }

        file.Write(customers.Count == 0 ? "]\n}\n"u8 : "\n  ]\n}\n"u8);
    }

    /// <summary>Reads a file that was written here, or that a person changed.</summary>
    /// <exception cref="SandboxFileException">It is another file, of another version, or damaged.</exception>
    public static IReadOnlyList<KeptCustomer> Read(string path, ReadOnlyMemory<byte> content, out long revision)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("format", out var format)
                || format.ValueKind != JsonValueKind.String
                || !format.ValueEquals(Name))
            {
                throw new SandboxFileException(Texts.FileOfAnother, cause: null, path);
            }

            var file = new JsonField(root, "");
            var counter = file.Get("revision");
            revision = counter.Number;
            counter.Require(revision is >= 0 and <= MaximumNumber);
            return file.Get("version").Number is var version && version == Version
                ? new Reading().Customers(file.Get("customers"))
                : throw new SandboxFileException(Texts.FileOfNewer, cause: null, path, version);
        }
        catch (JsonException e)
        {
            // A truncated or badly edited file of a sandbox still has its name at the beginning.
            throw content.Span[..Math.Min(content.Length, 256)].IndexOf("\"ParkUp sandbox\""u8) < 0
                ? new SandboxFileException(Texts.FileOfAnother, e, path)
                : new SandboxFileException(Texts.FileDamagedLine, e, path, e.LineNumber.GetValueOrDefault() + 1);
        }
        catch (FormatException e)
        {
            throw new SandboxFileException(Texts.FileDamaged, e, path, e.Message);
        }
    }

    private static long HighestId(KeptCustomer customer) => customer.Tags.Aggregate(customer.Id, static (highest, tag) => Math.Max(highest, tag.Id));

    private static byte[] ToJson(KeptCustomer customer)
    {
        var fields = ToText(Indented, json =>
        {
            json.WriteNumber("id", customer.Id);
            json.WriteString("refId", customer.RefId);
            json.WriteString("email", customer.Asked.Email);
            json.WriteString("phone", customer.Asked.Phone);
            json.WriteString("name", customer.Asked.Name);
            json.WriteString("lastname", customer.Asked.LastName);
            json.WriteBoolean("isUnlimited", customer.Asked.IsUnlimited);
            json.WriteString("addedAt", customer.AddedAt);
        });

        // The writer indents all or nothing: the tags are put before the brace that closes the customer.
        var text = new StringBuilder(fields.Replace("\r\n", "\n", StringComparison.Ordinal));
        text.Length -= "\n}".Length;
        text.Append(",\n  \"tags\": [");
        text.AppendJoin(',', customer.Tags.Select(static tag => "\n    " + ToText(OneLine, json =>
        {
            json.WriteNumber("id", tag.Id);
            json.WriteString("code", tag.Code);
            json.WriteString("plate", tag.Plate);
            json.WriteString("addedAt", tag.AddedAt);
            if (tag.CancelledAt is { } cancelledAt)
            {
                json.WriteString("cancelledAt", cancelledAt);
            }
        })));
        text.Append(customer.Tags.Count == 0 ? "]\n}" : "\n  ]\n}");

        // Two levels deeper; a text in JSON has no line break of its own.
        return Encoding.UTF8.GetBytes(text.Replace("\n", "\n    ").ToString());
    }

    private static string ToText(JsonWriterOptions options, Action<Utf8JsonWriter> writeFields)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, options))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    /// <summary>The customers of one file: a number, a reference or an active code is there once.</summary>
    private sealed class Reading
    {
        private readonly HashSet<long> _customerIds = [];
        private readonly HashSet<long> _tagIds = [];
        private readonly HashSet<string> _refIds = new(StringComparer.Ordinal);
        private readonly HashSet<string> _activeCodes = new(StringComparer.Ordinal);

        public List<KeptCustomer> Customers(JsonField list) => [.. list.Items.Select(Customer)];

        private KeptCustomer Customer(JsonField item)
        {
            var refId = item.Get("refId");
            refId.Require(_refIds.Add(refId.Text));
            KeptCustomer customer = new(
                Id(item, _customerIds),
                new NewCustomer(
                    item.Get("email").Text, item.Get("phone").Text, item.Get("name").OptionalText, item.Get("lastname").OptionalText,
                    item.Get("isUnlimited").Flag, refId.Text, []),
                item.Get("addedAt").Time);
            customer.Tags.AddRange(item.Get("tags").Items.Select(tag => Tag(tag, customer)));
            return customer;
        }

        private KeptTag Tag(JsonField item, KeptCustomer owner)
        {
            var code = item.Get("code");
            KeptTag tag = new(Id(item, _tagIds), owner, new TagPair(code.Text, item.Get("plate").Text), item.Get("addedAt").Time)
            {
                CancelledAt = item.Find("cancelledAt")?.Time,
            };
            code.Require(tag.CancelledAt is not null || _activeCodes.Add(tag.Code));
            return tag;
        }

        private static long Id(JsonField item, HashSet<long> known)
        {
            var id = item.Get("id");
            id.Require(id.Number is > 0 and <= MaximumNumber && known.Add(id.Number));
            return id.Number;
        }
    }

    /// <summary>A value and its place in the file, such as <c>customers[3].refId</c>, which is the message of each failure.</summary>
    private readonly record struct JsonField(JsonElement Value, string Place)
    {
        public long Number => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out var number) ? number : throw Bad();

        public string Text => OptionalText ?? throw Bad();

        public string? OptionalText => Value.ValueKind switch
        {
            JsonValueKind.String => ReadText(),
            JsonValueKind.Null => null,
            _ => throw Bad(),
        };

        public bool Flag => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : throw Bad();

        public DateTimeOffset Time => Value.ValueKind == JsonValueKind.String && Value.TryGetDateTimeOffset(out var time) ? time : throw Bad();

        public IEnumerable<JsonField> Items
        {
            get
            {
                var place = Place;
                return Value.ValueKind == JsonValueKind.Array
                    ? Value.EnumerateArray().Select((item, index) => new JsonField(item, string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]")))
                    : throw Bad();
            }
        }

        public JsonField? Find(string name) =>
            Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var value) ? new JsonField(value, Under(name)) : null;

        public JsonField Get(string name) => Find(name) ?? throw new FormatException(Under(name));

        public void Require(bool isSound)
        {
            if (!isSound)
            {
                throw Bad();
            }
        }

        private string ReadText()
        {
            try
            {
                return Value.GetString()!;
            }
            catch (InvalidOperationException)
            {
                // An escaped half of a surrogate pair, or bytes that are not UTF-8.
                throw Bad();
            }
        }

        private string Under(string name) => Place.Length == 0 ? name : Place + "." + name;

        private FormatException Bad() => new(Place);
    }
}
