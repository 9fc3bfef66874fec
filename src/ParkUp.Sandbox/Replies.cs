using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;

namespace ParkUp.Sandbox;

/// <summary>All answers: those of the routes, errors in the form of a NestJS service, and those of faults.</summary>
internal static class Replies
{
    private const int Ok = 200;
    private const int Created = 201;

    // Escapes no more than JSON.stringify does.
    private static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly FrozenDictionary<string, string> RetryAfterOneSecond =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Retry-After"] = "1" }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static SandboxReply CustomerAdded(WriteResult result) => Written(Created, result, "tags", "status");

    public static SandboxReply TagsAdded(WriteResult result) => Written(Created, result, "tagsCreate", "status");

    /// <summary>"tagsCancell" and "cancell" are the API's own spellings.</summary>
    public static SandboxReply TagsCancelled(WriteResult result) => Written(Ok, result, "tagsCancell", "cancell");

    public static SandboxReply TagsListed(IEnumerable<SandboxTag> tags) => Json(Created, json =>
    {
        json.WriteStartArray();
        foreach (var tag in tags)
        {
            json.WriteStartObject();
            json.WriteNumber("id", tag.Id);
            json.WriteString("code", tag.Code);
            json.WriteString("plate", tag.Plate);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static SandboxReply Malformed(string error) => Error(400, error, "Bad Request");

    /// <summary>An invalid body is answered with a list of messages.</summary>
    public static SandboxReply Invalid(IReadOnlyList<string> problems) => Error(
        400,
        json =>
        {
            json.WriteStartArray("message");
            foreach (var problem in problems)
            {
                json.WriteStringValue(problem);
            }

            json.WriteEndArray();
        },
        "Bad Request");

    public static SandboxReply Unauthorized() => Error(401, "Unauthorized");

    /// <summary>The reference shows no 403: this is what a guard of NestJS answers.</summary>
    public static SandboxReply Forbidden() => Error(403, "Forbidden resource", "Forbidden");

    public static SandboxReply NoRoute(string method, string path) => Error(404, $"Cannot {method} {path}", "Not Found");

    public static SandboxReply UnknownCustomer() => Error(404, "Customer not found", "Not Found");

    /// <summary>The one conflict message that the reference shows, its spelling included.</summary>
    public static SandboxReply Conflict(long customerId) =>
        Error(409, string.Create(CultureInfo.InvariantCulture, $"User with ID {customerId} sticket active"), "Conflict");

    public static SandboxReply TooManyRequests()
    {
        var plain = Error(429, "ThrottlerException: Too Many Requests");
        return new SandboxReply(plain.StatusCode, plain.ContentType, plain.Body) { Headers = RetryAfterOneSecond };
    }

    public static SandboxReply ServerError() => Error(500, "Internal server error");

    /// <summary>The file of the sandbox cannot be used for now, and nothing of the request was applied.</summary>
    public static SandboxReply NotApplied(string problem) => Error(503, problem, "Service Unavailable");

    public static SandboxReply ServiceUnavailable() => Error(503, "Service Unavailable");

    public static SandboxReply ProxyPage() => new(
        Ok,
        "text/html; charset=utf-8",
        "<!DOCTYPE html>\n<html><head><title>Web access</title></head><body><h1>Please sign in to use the network</h1></body></html>\n"u8.ToArray());

    private static SandboxReply Written(int status, WriteResult result, string listName, string flagName) => Json(status, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("customer", result.CustomerId);
        json.WriteStartArray(listName);
        foreach (var tag in result.Tags)
        {
            json.WriteStartObject();
            json.WriteString("tag", tag.Code);
            json.WriteBoolean(flagName, tag.Done);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static SandboxReply Error(int status, string message, string? error = null) =>
        Error(status, json => json.WriteString("message", message), error);

    private static SandboxReply Error(int status, Action<Utf8JsonWriter> writeMessage, string? error) => Json(status, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("statusCode", status);
        writeMessage(json);
        if (error is not null)
        {
            json.WriteString("error", error);
        }

        json.WriteEndObject();
    });

    private static SandboxReply Json(int status, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, JsonOptions))
        {
            write(json);
        }

        return new SandboxReply(status, "application/json; charset=utf-8", body.WrittenMemory);
    }
}
