using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Support;

/// <summary>The sandbox as plans meet it: what it holds is written as <c>A1 T1:AA1111</c>, what it was sent as <c>cancel A1 T1:AA1111</c>.</summary>
internal sealed class PlanService : IDisposable
{
    private readonly FaultyService _service;

    /// <param name="setUp">Customers as <c>A1 T1:AA1111 T2:BB2222</c>.</param>
    /// <param name="behaviour">What the reference leaves open.</param>
    public PlanService(string[] setUp, params string[] behaviour)
    {
        _service = new FaultyService(FaultPlan.When(request => Fault?.Invoke(Describe(request.Path, System.Text.Encoding.UTF8.GetString(request.Body.Span)))), retries: 3, behaviour);
        foreach (var words in setUp.Select(static customer => customer.Split(' ')))
        {
            _service.WithCustomer(words[0], [.. words[1..].Select(static tag => (tag.Split(':')[0], tag.Split(':')[1]))]);
        }
    }

    /// <summary>The fault of each request, as it is described; null for none.</summary>
    public Func<string, FaultKind?>? Fault { get; set; }

    public ParkUpConnection Connection => _service.Connection;

    /// <summary>All active tags, in order.</summary>
    public string[] Held =>
    [
        .. _service.Api.Snapshot().SelectMany(static customer => customer.Tags.Where(static tag => tag.Active).Select(tag => $"{customer.RefId} {tag.Code}:{tag.Plate}"))
            .Order(StringComparer.Ordinal),
    ];

    public string[] Customers => [.. _service.Api.Snapshot().Select(static customer => customer.RefId).Order(StringComparer.Ordinal)];

    /// <summary>All requests since the last reading, in the order in which they came.</summary>
    public string[] Sent => [.. _service.Log.Read().Select(Describe)];

    /// <summary>Those that write.</summary>
    public string[] Written => [.. Sent.Where(static request => !request.StartsWith("list", StringComparison.Ordinal))];

    public void Forget() => _service.Log.Clear();

    public Task<IReadOnlyList<PlanResult>> RunAsync(params PlanStep[] steps) => RunAsync(steps, state: null);

    /// <summary>Writes a plan as a cmdlet does: all steps are there before the first leaves.</summary>
    public async Task<IReadOnlyList<PlanResult>> RunAsync(IReadOnlyList<PlanStep> steps, PlanState? state, CancellationToken? stop = null) =>
        await new PlanWriter(Connection, RequestObserver.None, state)
            .RunAsync(PlanGroups.Of(steps), new BulkOptions { LeavesTogether = true }, stop ?? TestContext.Current.CancellationToken);

    public void Dispose() => _service.Dispose();

    /// <summary>The reference and the tags of a request.</summary>
    private static string Describe(string path, string body)
    {
        using var document = System.Text.Json.JsonDocument.Parse(body);
        var root = document.RootElement;
        var refId = (root.TryGetProperty("customer", out var customer) ? customer : root).GetProperty("refId").GetString();
        var tags = root.TryGetProperty("tags", out var listed)
            ? listed.EnumerateArray().Select(static tag => $" {tag.GetProperty("code").GetString()}:{tag.GetProperty("plate").GetString()}")
            : [];
        var verb = path["/api/v3/business/".Length..] is "customer/add" ? "create" : path[(path.LastIndexOf('/') + 1)..];
        return $"{verb} {refId}{string.Concat(tags)}";
    }

    private static string Describe(SandboxLogEntry entry) => Describe(entry.Path, entry.Body);
}

/// <summary>Steps of plans, in few words.</summary>
internal static class Steps
{
    public static PlanStep Add(string refId, string code, string plate) => new() { Action = PlanAction.AddTag, RefId = refId, Code = code, Plate = plate };

    public static PlanStep Create(string refId, string? code = null, string? plate = null) =>
        (Add(refId, code!, plate!) with { Action = PlanAction.CreateCustomer }).WithFields();

    public static PlanStep Change(string refId, string code, string previous, string plate) =>
        new() { Action = PlanAction.ChangePlate, RefId = refId, Code = code, Plate = plate, PreviousPlate = previous };

    public static PlanStep Move(string from, string refId, string code, string previous, string? plate = null) =>
        new() { Action = PlanAction.MoveTag, FromRefId = from, RefId = refId, Code = code, Plate = plate ?? previous, PreviousPlate = previous };

    public static PlanStep Revoke(string refId, string code, string plate) => new() { Action = PlanAction.RevokeTag, RefId = refId, Code = code, Plate = plate };

    public static PlanStep WithFields(this PlanStep step) => step with { Email = "ana@example.com", Phone = "+56911111111" };
}
