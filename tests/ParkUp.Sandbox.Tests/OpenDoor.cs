using System.Net.Http.Headers;
using System.Text;
using ParkUp.Sandbox.Server;

namespace ParkUp.Sandbox.Tests;

/// <summary>The two ways into a sandbox.</summary>
public enum Door
{
    /// <summary>The HttpClient's innermost handler.</summary>
    InProcess,

    /// <summary>A real socket.</summary>
    Kestrel,
}

/// <summary>A sandbox behind one of the doors, with a client that carries the token.</summary>
internal sealed class OpenDoor : IAsyncDisposable
{
    private readonly SandboxServer? _server;

    private OpenDoor(SandboxApi api, SandboxServer? server, HttpClient client)
    {
        Api = api;
        _server = server;
        Client = client;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestSandbox.Token);
    }

    public SandboxApi Api { get; }

    public SandboxLog Log => Api.Log!;

    public HttpClient Client { get; }

    public static Task<OpenDoor> ToAsync(Door door, params FaultKind?[] faults) =>
        ToAsync(door, new SandboxOptions { Token = TestSandbox.Token, Faults = FaultPlan.Exactly(faults), Log = new SandboxLog() });

    public static async Task<OpenDoor> ToAsync(Door door, SandboxOptions options)
    {
        if (door == Door.InProcess)
        {
            SandboxApi api = new(options);
            return new OpenDoor(api, server: null, new HttpClient(new SandboxHandler(api)) { BaseAddress = new Uri("https://sandbox.invalid") });
        }

        return await ToServerAsync(options, ServiceLimits.None);
    }

    /// <summary>Through a real socket, to a service that takes on no more than its limits.</summary>
    public static async Task<OpenDoor> ToServerAsync(SandboxOptions options, ServiceLimits limits)
    {
        SandboxServer server = await SandboxServer.StartAsync(options, limits: limits, cancellationToken: TestContext.Current.CancellationToken);
        return new OpenDoor(server.Api, server, new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.BaseAddress });
    }

    public Task<HttpResponseMessage> PostAsync(string path, string body, CancellationToken cancellationToken) =>
        SendAsync(path, body, HttpCompletionOption.ResponseContentRead, cancellationToken);

    public async Task<HttpResponseMessage> SendAsync(string path, string body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await Client.SendAsync(request, completion, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
