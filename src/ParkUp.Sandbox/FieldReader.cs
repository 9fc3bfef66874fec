using System.Globalization;
using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>
/// Reads the fields of one object, and notes each that is missing, of a wrong type, empty or unknown. Null is a
/// wrong type, also for an optional field: a client that has nothing to say must leave the field out.
/// </summary>
internal readonly struct FieldReader
{
    private readonly JsonElement _object;
    private readonly string _parent;
    private readonly int _index;
    private readonly List<string> _problems;

    /// <summary>Names are put together from the parent and the index only when there is a problem: there are many tags.</summary>
    public FieldReader(JsonElement element, List<string> problems, string parent = "", int index = -1)
    {
        _object = element;
        _problems = problems;
        _parent = parent;
        _index = index;
    }

    /// <summary>Notes every field that is not one of these.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (JsonProperty property in _object.EnumerateObject())
        {
            bool known = false;
            foreach (string name in names)
            {
                known |= property.NameEquals(name);
            }

            if (!known)
            {
                Note($"property {property.Name}", "should not exist");
            }
        }
    }

    /// <summary>A text that must be there and must not be empty.</summary>
    public string RequiredText(string name)
    {
        string? text = OfKind(name, JsonValueKind.String, "must be a string", required: true)?.GetString();
        if (text is { Length: 0 })
        {
            Note(name, "should not be empty");
        }

        return text ?? "";
    }

    /// <summary>A text that must be there and have a certain form.</summary>
    public string RequiredText(string name, Func<string, bool> isValid, string problem)
    {
        string text = RequiredText(name);
        if (text.Length > 0 && !isValid(text))
        {
            Note(name, problem);
        }

        return text;
    }

    public string? OptionalText(string name) =>
        OfKind(name, JsonValueKind.String, "must be a string", required: false)?.GetString();

    public double? OptionalNumber(string name) =>
        OfKind(name, JsonValueKind.Number, "must be a number", required: false)?.GetDouble();

    public bool RequiredFlag(string name)
    {
        if (_object.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Note(name, "must be a boolean value");
        return false;
    }

    public JsonElement? RequiredObject(string name) => OfKind(name, JsonValueKind.Object, "must be an object", required: true);

    public JsonElement? Array(string name, bool required) => OfKind(name, JsonValueKind.Array, "must be an array", required);

    /// <summary>Notes a problem with a field.</summary>
    public void Note(string name, string problem)
    {
        string prefix = _index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{_parent}.{_index}.")
            : _parent.Length > 0 ? _parent + "."
            : "";
        _problems.Add($"{prefix}{name} {problem}");
    }

    private JsonElement? OfKind(string name, JsonValueKind kind, string problem, bool required)
    {
        if (_object.TryGetProperty(name, out JsonElement value) ? value.ValueKind == kind : !required)
        {
            return value.ValueKind == kind ? value : null;
        }

        Note(name, problem);
        return null;
    }
}
