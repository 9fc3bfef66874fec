using System.Text.RegularExpressions;

namespace ParkUp.Client;

/// <summary>
/// Finds the reasons in the JSON of an error: <c>message</c> as NestJS and class-validator write it, <c>title</c>,
/// <c>detail</c> and <c>errors</c> of RFC 9457, and what other services and gateways use. A field is named by its path,
/// with a dot before each part: <c>tags.1.plate</c>.
/// </summary>
internal static partial class ErrorReasons
{
    /// <summary>The fields that say it all, the most telling first.</summary>
    private static readonly string[] Whole = ["message", "detail", "error_description", "msg", "description", "reason", "title", "error"];

    /// <summary>The fields that name the field of the request which an error is about. At the root, <c>path</c> is the request's own.</summary>
    private static readonly string[] Paths = ["field", "path", "param", "pointer", "loc"];

    public static IEnumerable<string> In(JsonElement root) => root.ValueKind == JsonValueKind.Object && Find(root, "property") is null
        ? OfObject(root, path: string.Empty, isRoot: true)
        : In(root, path: string.Empty);

    /// <summary>A field by its name in any case; null where it or the object is absent.</summary>
    public static JsonElement? Find(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind != JsonValueKind.Null)
                {
                    return property.Value;
                }
            }
        }

        return null;
    }

    private static IEnumerable<string> In(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => Named(path, element.GetString()!),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => In(item, path)),
        JsonValueKind.Object when Find(element, "property") is { ValueKind: JsonValueKind.String } property => OfProperty(element, property.GetString()!, path),
        JsonValueKind.Object => OfObject(element, path, isRoot: false),
        _ => [],
    };

    private static IEnumerable<string> OfObject(JsonElement element, string path, bool isRoot)
    {
        var own = !isRoot && Paths.Select(name => Find(element, name)).FirstOrDefault(static found => found is not null) is { } named ? Join(path, PathOf(named)) : path;
        string[] fields = Find(element, "errors") is { } errors ? [.. OfErrors(errors, own)] : [];

        // Where each error is about a tag, the summary would hide that the rest of the request is sound.
        var whole = fields.Length > 0 && Array.TrueForAll(fields, static field => field.StartsWith("tags.", StringComparison.Ordinal)) ? [] : OfWhole(element, own);
        return whole.Concat(fields);
    }

    /// <summary>The most telling of the fields that has a reason; a title goes before its detail.</summary>
    private static IEnumerable<string> OfWhole(JsonElement element, string path)
    {
        foreach (var name in Whole)
        {
            if (Find(element, name) is { } found && In(found, path).ToArray() is { Length: > 0 } reasons)
            {
                return name is "detail" && Find(element, "title") is { ValueKind: JsonValueKind.String } title ? In(title, path).Concat(reasons) : reasons;
            }
        }

        return [];
    }

    /// <summary><c>errors</c> is a list, or has the reasons of each field under its name.</summary>
    private static IEnumerable<string> OfErrors(JsonElement errors, string path) => errors.ValueKind == JsonValueKind.Object
        ? errors.EnumerateObject().SelectMany(field => In(field.Value, Join(path, field.Name)))
        : In(errors, path);

    /// <summary>An error of class-validator: the reasons are the values of <c>constraints</c>, and those of nested fields are in <c>children</c>.</summary>
    private static IEnumerable<string> OfProperty(JsonElement element, string property, string path)
    {
        var own = Join(path, property);
        var constraints = Find(element, "constraints") is { ValueKind: JsonValueKind.Object } found
            ? found.EnumerateObject().Where(static rule => rule.Value.ValueKind == JsonValueKind.String).Select(static rule => rule.Value.GetString()!)
            : [];
        return constraints
            .SelectMany(text => text.StartsWith(property + " ", StringComparison.Ordinal) ? [Join(path, text)] : Named(own, text))
            .Concat(Find(element, "children") is { } children ? In(children, own) : []);
    }

    private static string[] Named(string path, string text) =>
        string.IsNullOrWhiteSpace(text) ? [] : [path.Length == 0 || text.StartsWith(path, StringComparison.OrdinalIgnoreCase) ? text : $"{path}: {text}"];

    private static string PathOf(JsonElement named) => named.ValueKind switch
    {
        JsonValueKind.String => named.GetString()!,
        JsonValueKind.Array => string.Join('.', named.EnumerateArray().Where(static part => part.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(static part => $"{part}")),
        _ => string.Empty,
    };

    /// <summary>A path in one spelling: <c>$.Tags[0].Plate</c>, <c>/tags/0/plate</c> and <c>body.tags.0.plate</c> all begin with <c>tags.0.</c></summary>
    private static string Join(string path, string name)
    {
        var parts = name.Contains(' ', StringComparison.Ordinal) ? name : string.Join('.', Separators().Split(name).Where(static part => part.Length > 0 && part is not ("$" or "#" or "body")));
        var joined = path.Length > 0 && parts.Length > 0 ? $"{path}.{parts}" : path + parts;
        return joined.StartsWith("Tags.", StringComparison.Ordinal) ? string.Concat("tags", joined.AsSpan(4)) : joined;
    }

    [GeneratedRegex(@"[\[\]./]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators();
}
