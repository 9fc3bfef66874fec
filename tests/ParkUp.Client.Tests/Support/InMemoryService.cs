using System.Net.Http.Json;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Support;

/// <summary>The sandbox in memory, and a connection to it. What it holds and was sent is read from the sandbox itself.</summary>
internal sealed class InMemoryService : IDisposable
{
    private readonly SandboxHandler _handler;
    private readonly HttpMessageHandler _front;
    private readonly SandboxApi _api;

    public InMemoryService(FaultPlan? faults = null, TimeSpan latency = default, params string[] behaviour)
        : this(static service => service, faults, latency, behaviour)
    {
    }

    /// <summary>With something in front of it, which sees the requests of the connection.</summary>
    public InMemoryService(Func<HttpMessageHandler, HttpMessageHandler> front, FaultPlan? faults = null, TimeSpan latency = default, params string[] behaviour)
    {
        _api = new SandboxApi(new SandboxOptions
        {
            Token = Make.Token,
            Behaviour = SandboxSettings.Parse(behaviour).Behaviour,
            Faults = faults ?? FaultPlan.None,
            Latency = latency,
            Log = Log,
        });
        _handler = new SandboxHandler(_api);
        _front = front(_handler);
        Connection = Make.Connection(_front);
    }

    public ParkUpConnection Connection { get; }

    public SandboxLog Log { get; } = new();

    /// <summary>Another connection to it, with a token that it does not know.</summary>
    public ParkUpConnection ConnectAsStranger() =>
        ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with { Token = Make.Secret("Unknown." + Make.Token), Handler = _front });

    /// <summary>What was sent, as method and path.</summary>
    public IReadOnlyList<string> Paths => [.. Log.Read().Select(static entry => entry.Path)];

    /// <summary>Every active tag: who holds it, its code and its plate.</summary>
    public IEnumerable<(string RefId, string Code, string Plate)> HeldTags() =>
        from customer in _api.Snapshot()
        from tag in customer.Tags
        where tag.Active
        select (customer.RefId, tag.Code, tag.Plate);

    /// <summary>The codes of the active tags that a customer holds, in their order by text.</summary>
    public IReadOnlyList<string> Held(string refId) =>
    [
        .. HeldTags()
            .Where(tag => string.Equals(tag.RefId, refId, StringComparison.Ordinal))
            .Select(static tag => tag.Code)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Makes a customer with tags, in raw JSON, and forgets that it was asked to.</summary>
    public async Task<InMemoryService> WithCustomerAsync(string refId, params (string Code, string Plate)[] tags)
    {
        using var client = new HttpClient(_handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("https://parkup.example/api/v3/business/customer/add"))
        {
            Content = JsonContent.Create(new
            {
                email = "ana@example.com",
                phone = "+56911111111",
                isUnlimited = false,
                refId,
                tags = tags.Select(static tag => new { code = tag.Code, plate = tag.Plate }),
            }),
        };
        request.Headers.Add("Authorization", "Bearer " + Make.Token);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        Log.Clear();
        return this;
    }

    public void Dispose()
    {
        _front.Dispose();
        _handler.Dispose();
    }
}
