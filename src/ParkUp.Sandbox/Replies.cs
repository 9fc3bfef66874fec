using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ParkUp.Sandbox;

/// <summary>What became of a request, before any fault on the way.</summary>
/// <param name="Reply">The answer.</param>
/// <param name="Applied">Whether it changed what the sandbox keeps.</param>
internal readonly record struct Outcome(SandboxReply Reply, bool Applied)
{
    public static Outcome Refused(SandboxReply reply) => new(reply, Applied: false);
}

/// <summary>Writes answers in the forms of a NestJS service.</summary>
internal static class Replies
{
    public const int Ok = 200;
    public const int Created = 201;

    private const string JsonType = "application/json; charset=utf-8";

    // Escapes no more than JSON.stringify does.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static SandboxReply Json<TState>(int status, TState state, Action<Utf8JsonWriter, TState> write)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using (Utf8JsonWriter writer = new(buffer, WriterOptions))
        {
            write(writer, state);
        }

        return new SandboxReply(status, JsonType, buffer.WrittenMemory);
    }

    public static SandboxReply Error(int status, string message, string? error = null) =>
        Json(status, (status, message, error), static (writer, it) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode", it.status);
            writer.WriteString("message", it.message);
            WriteErrorName(writer, it.error);
            writer.WriteEndObject();
        });

    public static SandboxReply Invalid(IReadOnlyList<string> problems) =>
        Json(400, problems, static (writer, problems) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode", 400);
            writer.WriteStartArray("message");
            foreach (string problem in problems)
            {
                writer.WriteStringValue(problem);
            }

            writer.WriteEndArray();
            WriteErrorName(writer, "Bad Request");
            writer.WriteEndObject();
        });

    public static SandboxReply Malformed(string message) => Error(400, message, "Bad Request");

    public static SandboxReply Unauthorized() => Error(401, "Unauthorized");

    public static SandboxReply NoRoute(string method, string path) => Error(404, $"Cannot {method} {path}", "Not Found");

    public static SandboxReply UnknownCustomer() => Error(404, "Customer not found", "Not Found");

    /// <summary>The one conflict message that the reference shows, its spelling included.</summary>
    public static SandboxReply Conflict(long customerId) =>
        Error(409, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"User with ID {customerId} sticket active"), "Conflict");

    public static SandboxReply Html(int status, string page) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page));

    private static void WriteErrorName(Utf8JsonWriter writer, string? error)
    {
        if (error is not null)
        {
            writer.WriteString("error", error);
        }
    }
}
