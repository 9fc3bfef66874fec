using Microsoft.Extensions.Time.Testing;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Support;

/// <summary>The sandbox in memory with faults in a given order, and a connection that tries again without taking time.</summary>
internal sealed class FaultyService : IDisposable
{
    private readonly HungRequestsTimeOut _handler;

    public FaultyService(FaultPlan faults, int retries = 3, params string[] behaviour)
    {
        Api = new SandboxApi(new SandboxOptions
        {
            Token = Make.Token,
            Behaviour = SandboxSettings.Parse(behaviour).Behaviour,
            Faults = faults,
            TimeProvider = Clock,
            Log = Log,
        });
        FakeTimeProvider limits = new();
        _handler = new HungRequestsTimeOut(Api, limits);
        Connection = ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with
        {
            Handler = _handler,
            MaximumRetryCount = retries,
            BackoffClock = Clock,
            Clock = limits,
            Timeout = HungRequestsTimeOut.Limit,
        });
    }

    public SkippingClock Clock { get; } = new();

    public SandboxApi Api { get; }

    public SandboxLog Log { get; } = new();

    public ParkUpConnection Connection { get; }

    /// <summary>What was sent, as the last word of each path.</summary>
    public IReadOnlyList<string> Sent => [.. Log.Read().Select(static entry => entry.Path["/api/v3/business/".Length..])];

    /// <summary>The codes of the active tags that a customer holds.</summary>
    public IReadOnlyList<string> Held(string refId) =>
    [
        .. Api.Snapshot()
            .Where(customer => string.Equals(customer.RefId, refId, StringComparison.Ordinal))
            .SelectMany(static customer => customer.Tags)
            .Where(static tag => tag.Active)
            .Select(static tag => tag.Code)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Makes a customer in raw JSON, past the faults of the connection's requests.</summary>
    public FaultyService WithCustomer(string refId, params (string Code, string Plate)[] tags)
    {
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
        {
            email = "ana@example.com",
            phone = "+56911111111",
            isUnlimited = false,
            refId,
            tags = tags.Select(static tag => new { code = tag.Code, plate = tag.Plate }),
        });
        var reply = Api.Handle(new SandboxRequest("POST", "/api/v3/business/customer/add", "Bearer " + Make.Token, body));
        Assert.InRange(reply.StatusCode, 200, 299);
        Log.Clear();
        Clock.Pass(TimeSpan.FromHours(1));
        return this;
    }

    public void Dispose() => _handler.Dispose();

    /// <summary>Lets the time limit pass for a request that hangs, however busy the machine is. For one request at a time: the clock is of all.</summary>
    private sealed class HungRequestsTimeOut(SandboxApi api, FakeTimeProvider limits) : DelegatingHandler(new SandboxHandler(api))
    {
        public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = base.SendAsync(request, cancellationToken);
            if (!answer.IsCompleted)
            {
                // The sandbox in memory answers at once, or never.
                limits.Advance(Limit);
            }

            return answer;
        }
    }
}

/// <summary>Faults by what is asked for: the n-th request to a path meets the n-th fault that was listed for it.</summary>
internal static class Faults
{
    public static FaultPlan Of(params (string Path, FaultKind? Kind)[] faults)
    {
        var left = faults.GroupBy(static fault => fault.Path, static fault => fault.Kind, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => new Queue<FaultKind?>(group), StringComparer.Ordinal);
        var gate = new Lock();
        return FaultPlan.When(request =>
        {
            lock (gate)
            {
                return left.TryGetValue(request.Path["/api/v3/business/".Length..], out var queue) && queue.TryDequeue(out var kind) ? kind : null;
            }
        });
    }
}
