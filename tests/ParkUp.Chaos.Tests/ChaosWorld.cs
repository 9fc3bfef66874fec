using System.Net.Http.Json;
using System.Security;
using ParkUp.Client;
using ParkUp.Sandbox;
using ParkUp.Sandbox.Server;

namespace ParkUp.Chaos.Tests;

/// <summary>The sandbox behind real sockets, where one request in ten goes wrong, and a connection to it.</summary>
internal sealed class ChaosWorld : IAsyncDisposable
{
    private const string Token = "chaos.token";

    /// <summary>How many times as fast as life: a request that is never answered is given up after 0.3 s.</summary>
    private const int Speed = 100;

    /// <summary>Much longer than what takes a request from one socket of this machine to the other.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(50);

    private readonly SandboxServer _server;
    private readonly TimeProvider _clock;
    private readonly ReceivedLists _lists = new();
    private volatile bool _isQuiet = true;
    private volatile Func<SandboxRequest, FaultKind?>? _arrived;

    private ChaosWorld(SandboxServer server, TimeProvider clock)
    {
        _server = server;
        _clock = clock;
        Connection = Connect();
    }

    public ParkUpConnection Connection { get; }

    /// <summary>Whether nothing goes wrong for now.</summary>
    public bool IsQuiet
    {
        get => _isQuiet;
        set => _isQuiet = value;
    }

    /// <summary>Told of each request before it is handled; what it gives comes before other faults. Null for nobody.</summary>
    public Func<SandboxRequest, FaultKind?>? Arrived
    {
        get => _arrived;
        set => _arrived = value;
    }

    /// <summary>The faults that a run survives: a refused token ends it.</summary>
    public static IReadOnlyList<FaultKind> Faults { get; } =
        [.. Enum.GetValues<FaultKind>().Except([FaultKind.Unauthorized, FaultKind.Forbidden])];

    /// <summary>Starts a world, with the customers that are there before the first row. Those are made before anything goes wrong.</summary>
    public static async Task<ChaosWorld> StartAsync(Reading reading, int seed, decimal faultRate, IReadOnlyList<CustomerOrder> old)
    {
        var clock = new ScaledClock(Speed);
        var faults = FaultPlan.Seeded(Faults.ToDictionary(static kind => kind, _ => faultRate / Faults.Count), seed);
        ChaosWorld? world = null;
        world = new ChaosWorld(
            await SandboxServer.StartAsync(new SandboxOptions
            {
                Token = Token,
                Behaviour = reading.ToBehaviour(),
                Faults = FaultPlan.When(request => world!.Arrived?.Invoke(request) ?? (world.IsQuiet ? null : faults.Draw(request))),
                TimeProvider = clock,
                Log = new SandboxLog(),
            }),
            clock);
        foreach (var customer in old)
        {
            await world.MakeAsync(customer);
        }

        world.IsQuiet = false;
        return world;
    }

    /// <summary>Another connection, as another process would make it.</summary>
    public ParkUpConnection Connect() => ParkUpConnection.Open(new ConnectionOptions
    {
        Token = ToSecret(Token),
        BaseUri = _server.BaseAddress,
        Timeout = TimeSpan.FromSeconds(30),
        Clock = _clock,
        BackoffClock = _clock,
        Handler = _lists,
    });

    /// <summary>What the service holds now, and what it was asked since the last time.</summary>
    public ChaosTruth TakeTruth()
    {
        var truth = new ChaosTruth(_server.Api.Snapshot(), _server.Log!.Read(), _lists.Take());
        _server.Log.Clear();
        return truth;
    }

    /// <summary>Waits until nothing more arrives of what was on its way.</summary>
    public async Task SettleAsync(CancellationToken stop)
    {
        int before;
        do
        {
            before = _server.Log!.Read().Count;
            await Task.Delay(QuietTime, stop);
        }
        while (_server.Log.Read().Count != before);
    }

    /// <summary>Waits until a list shows all that was written.</summary>
    public Task LetListsCatchUpAsync(Reading reading) => Task.Delay(TimeSpan.FromSeconds(reading.LagSeconds + 1), _clock);

    public async ValueTask DisposeAsync()
    {
        _lists.Dispose();
        await _server.DisposeAsync();
    }

    private async Task MakeAsync(CustomerOrder customer)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.BaseAddress, "api/v3/business/customer/add"))
        {
            Content = JsonContent.Create(new
            {
                email = customer.Email,
                phone = customer.Phone,
                isUnlimited = false,
                refId = customer.RefId,
                tags = customer.Tags.Select(static tag => new { code = tag.Code, plate = tag.Plate }),
            }),
        };
        request.Headers.Add("Authorization", "Bearer " + Token);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static SecureString ToSecret(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }
}
