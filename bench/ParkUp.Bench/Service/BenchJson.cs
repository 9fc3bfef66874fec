using System.Text.Json.Serialization;

namespace ParkUp.Bench;

// The API's JSON once more, and not the client's types: what is compared with the client shares no code with it.

internal sealed record RawTag(string Code, string Plate);

internal sealed record RawCustomer(string RefId);

internal sealed record RawRequest(RawCustomer Customer, RawTag[] Tags);

internal sealed record RawListRequest(string RefId);

internal sealed record RawListed(long Id, string Code, string Plate);

internal sealed record RawStatus(string? Tag, bool Status);

internal sealed record RawAnswer(long Customer, RawStatus[] TagsCreate);

internal sealed record NewCustomer(string Email, string Phone, bool IsUnlimited, string RefId);

internal sealed record HeldTag(string Code, string Plate, bool Active);

internal sealed record HeldCustomer(string RefId, HeldTag[] Tags);

internal sealed record LoggedRequest(string Path);

internal sealed record LoadTimes(double P50, double P90, double P99);

internal sealed record LoadPhase(double Latency, double Seconds, int Answered, int Refused, LoadTimes Times);

internal sealed record LoadStep(double InFlight, int Answered, int Refused);

internal sealed record Load(
    int Requests, int Answered, int Refused, int MostInFlight, LoadTimes Times, IReadOnlyList<LoadPhase> Phases, IReadOnlyList<LoadStep> Course);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RawRequest))]
[JsonSerializable(typeof(RawAnswer))]
[JsonSerializable(typeof(RawListRequest))]
[JsonSerializable(typeof(RawListed[]))]
[JsonSerializable(typeof(NewCustomer))]
[JsonSerializable(typeof(HeldCustomer))]
[JsonSerializable(typeof(LoggedRequest))]
[JsonSerializable(typeof(Load))]
internal sealed partial class BenchJson : JsonSerializerContext;
