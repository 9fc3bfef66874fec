using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ParkUp.Sandbox.Server;

/// <summary>The sandbox behind a real socket: HTTP/1.1 on a loopback port, with real resets.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;
    private readonly Service _service;

    private SandboxServer(WebApplication application, Service service, CancellationTokenSource stopping, SandboxApi api)
    {
        _application = application;
        _service = service;
        _stopping = stopping;
        Api = api;
        BaseAddress = new Uri(application.Urls.Single());
    }

    /// <summary>Where it listens, such as <c>http://127.0.0.1:43210</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The sandbox behind it.</summary>
    public SandboxApi Api { get; }

    /// <summary>The sandbox's log, or null when none is kept.</summary>
    public SandboxLog? Log => Api.Log;

    /// <summary>Starts a server with an empty sandbox.</summary>
    /// <param name="options">How the sandbox is set up.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="limits">How much work it takes on; null for no limits.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The server, which already listens.</returns>
    public static async Task<SandboxServer> StartAsync(
        SandboxOptions options, int port = 0, ServiceLimits? limits = null, CancellationToken cancellationToken = default)
    {
        SandboxApi api = new(options);
        CancellationTokenSource stopping = new();
        Service service = new(options.Latency, options.TimeProvider, limits ?? ServiceLimits.None);
        ApiDoor door = new(api, service, stopping.Token);

        // Empty: no configuration files, no environment variables, no logging, so that nothing outside steers it.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore();

        // A flush then ends only once the kernel has the bytes, so that half an answer is on its way before an abort.
        builder.WebHost.UseSockets(static sockets => sockets.MaxWriteBufferSize = 1);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        WebApplication application = builder.Build();
        application.Run(context => ControlDoor.Owns(context.Request.Path)
            ? ControlDoor.AnswerAsync(context, api, service)
            : door.AnswerAsync(context));
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            service.Dispose();
            stopping.Dispose();
            throw;
        }

        return new SandboxServer(application, service, stopping, api);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // First, or the host would wait for requests that hang on purpose.
        await _stopping.CancelAsync();
        await _application.DisposeAsync();
        _service.Dispose();
        _stopping.Dispose();
    }

    /// <summary>In place of the console's lifetime, which would take Ctrl+C away from a process that merely hosts a server.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
