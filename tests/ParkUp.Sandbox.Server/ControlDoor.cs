using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;

namespace ParkUp.Sandbox.Server;

/// <summary>
/// Lets a test in another process read and clear the log, wait for a number of requests, read what the sandbox keeps,
/// record the load, and change latency and limits. It needs no token, and is no part of the sandbox: only this server has it, and only on a loopback port.
/// </summary>
internal static class ControlDoor
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FaultNames() },
    };

    public static bool Owns(PathString path) => path.StartsWithSegments("/__sandbox", StringComparison.Ordinal);

    public static async Task AnswerAsync(HttpContext context, SandboxApi api, Service service)
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
            case ("PUT", "/__sandbox/load", _):
                service.StartRecord();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case ("GET", "/__sandbox/load", _) when service.Report is { } report:
                await context.Response.WriteAsJsonAsync(report, Json);
                break;
            case ("PUT", "/__sandbox/latency", _):
                Change(context, query => service.ChangeLatency(TimeSpan.FromMilliseconds(Number(query, "ms", least: 0) ?? throw new FormatException("ms is missing."))));
                break;
            case ("PUT", "/__sandbox/limits", _):
                Change(context, query => service.ChangeLimits(new ServiceLimits
                {
                    Capacity = Number(query, "capacity"),
                    RequestsPerSecond = Number(query, "rate"),
                    SendsRetryAfter = query.ContainsKey("retryAfter"),
                    MaintenanceAfter = Number(query, "maintenanceAfter", least: 0),
                    SilentAfter = Number(query, "silentAfter", least: 0),
                }));
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static void Change(HttpContext context, Action<IQueryCollection> change)
    {
        try
        {
            change(context.Request.Query);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (FormatException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>Reads a whole number; null where it is not given.</summary>
    private static int? Number(IQueryCollection query, string name, int least = 1) =>
        !query.TryGetValue(name, out StringValues text) ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least ? number
            : throw new FormatException($"{name} needs a whole number from {least}.");

    /// <summary>Writes a fault by the name that the command line takes.</summary>
    private sealed class FaultNames : JsonConverter<FaultKind>
    {
        public override FaultKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, FaultKind value, JsonSerializerOptions options) =>
            writer.WriteStringValue(SandboxSettings.NameOf(value));
    }
}
