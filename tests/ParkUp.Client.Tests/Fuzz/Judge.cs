using System.Text.Json;

namespace ParkUp.Client.Tests.Fuzz;

/// <summary>Reads answers a second way, by the API's reference alone: what an outcome rests on must stand there.</summary>
internal static class Judge
{
    /// <summary>Whether an answer to a write is what the reference promises: a number for the customer, a flag for each tag.</summary>
    public static bool IsWhole(SpoiltAnswer answer, string list, string flag) => Statuses(answer, list, flag) is not null;

    /// <summary>
    /// Whether an answer says of a tag that it was taken: by its code; or without naming it, where there is one status
    /// for each tag that is not named, and it does not matter whose is whose.
    /// </summary>
    public static bool SaysSo(SpoiltAnswer answer, IReadOnlyList<string> sent, string code, string list, string flag)
    {
        if (Statuses(answer, list, flag) is not { } statuses)
        {
            return false;
        }

        var own = statuses.Where(status => Same(status.Code, code)).ToList();
        if (own.Count > 0)
        {
            return own.Exists(static status => status.Flag);
        }

        var others = statuses.Where(status => !sent.Any(of => Same(status.Code, of))).ToList();
        var unnamed = sent.Where(of => !statuses.Any(status => Same(status.Code, of))).ToList();
        return unnamed.Exists(of => Same(of, code))
            && others.Count == unnamed.Count
            && (others.TrueForAll(static status => status.Flag)
                || (others.TrueForAll(static status => status.Code is null) && others[unnamed.FindIndex(of => Same(of, code))].Flag));
    }

    /// <summary>The tags of a list; null where it is not what the reference promises.</summary>
    public static IReadOnlyList<(string Code, string Plate)>? Tags(SpoiltAnswer answer) => Read(answer, static root =>
        root.EnumerateArray().Select(static tag =>
        {
            _ = tag.GetProperty("id").GetInt64();
            return (Text(tag.GetProperty("code")), Text(tag.GetProperty("plate")));
        }).ToList());

    public static bool Shows(SpoiltAnswer list, string code, string plate) =>
        Tags(list)?.Any(tag => string.Equals(Bare(tag.Code), code, StringComparison.Ordinal) && string.Equals(Bare(tag.Plate).ToUpperInvariant(), plate, StringComparison.Ordinal)) == true;

    public static bool ShowsNothingOf(SpoiltAnswer list, string code) => Tags(list)?.Any(tag => Same(tag.Code, code)) == false;

    private static List<(string? Code, bool Flag)>? Statuses(SpoiltAnswer answer, string list, string flag) => Read(answer, root =>
    {
        _ = root.GetProperty("customer").GetInt64();
        return root.GetProperty(list).EnumerateArray().Select(status => (
            status.TryGetProperty("tag", out var tag) && tag.ValueKind != JsonValueKind.Null ? Text(tag) : null,
            status.GetProperty(flag).GetBoolean())).ToList();
    });

    private static T? Read<T>(SpoiltAnswer answer, Func<JsonElement, T> read)
        where T : class
    {
        if (answer.IsCut || answer.Status is < 200 or > 299)
        {
            return null;
        }

        try
        {
            var body = answer.Body.AsMemory();
            using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body);
            return read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Text(JsonElement text) => text.ValueKind == JsonValueKind.String ? text.GetString()! : throw new KeyNotFoundException();

    private static bool Same(string? one, string other) => string.Equals(one?.Trim(), other, StringComparison.OrdinalIgnoreCase);

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
