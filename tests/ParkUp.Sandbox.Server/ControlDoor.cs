using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ParkUp.Sandbox.Server;

/// <summary>
/// Lets a test in another process read and clear the log, wait for a number of requests, and read what the sandbox
/// keeps. It needs no token, and is no part of the sandbox: only this server has it, and only on a loopback port.
/// </summary>
internal static class ControlDoor
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FaultNames() },
    };

    public static bool Owns(PathString path) => path.StartsWithSegments("/__sandbox", StringComparison.Ordinal);

    public static async Task AnswerAsync(HttpContext context, SandboxApi api)
    {
        switch (context.Request.Method, context.Request.Path.Value, api.Log)
        {
            case ("GET", "/__sandbox/log", { } log):
                if (int.TryParse(context.Request.Query["reached"], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                {
                    await log.ReachedAsync(count, context.RequestAborted);
                }

                await context.Response.WriteAsJsonAsync(log.Read(), Json);
                break;
            case ("DELETE", "/__sandbox/log", { } log):
                log.Clear();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case ("GET", "/__sandbox/state", _):
                await context.Response.WriteAsJsonAsync(api.Snapshot(), Json);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>Writes a fault by the name that the command line takes.</summary>
    private sealed class FaultNames : JsonConverter<FaultKind>
    {
        public override FaultKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, FaultKind value, JsonSerializerOptions options) =>
            writer.WriteStringValue(SandboxSettings.NameOf(value));
    }
}
