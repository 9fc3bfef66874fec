using System.Management.Automation.Host;
using System.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ParkUp.Sandbox;
using ParkUp.Sandbox.Server;

namespace ParkUp.PowerShell.Tests;

/// <summary>A session that is connected to a sandbox behind a real socket, which notes what it receives.</summary>
public sealed class Service : IAsyncDisposable
{
    public const string Token = "a-token-that-must-never-show";

    private readonly SandboxServer _server;

    private Service(SandboxServer server, ModuleSession session)
    {
        _server = server;
        Session = session;
    }

    public ModuleSession Session { get; }

    /// <summary>What the service received, in order.</summary>
    public IReadOnlyList<SandboxLogEntry> Received => _server.Log!.Read();

    /// <summary>The bodies that it received.</summary>
    public IReadOnlyList<string> Bodies => [.. Received.Select(static entry => entry.Body)];

    /// <summary>Every active tag that it holds, as CODE:PLATE.</summary>
    public IReadOnlyList<string> Holds(string refId) =>
    [
        .. _server.Api.Snapshot()
            .Where(customer => string.Equals(customer.RefId, refId, StringComparison.Ordinal))
            .SelectMany(static customer => customer.Tags)
            .Where(static tag => tag.Active)
            .Select(static tag => $"{tag.Code}:{tag.Plate}"),
    ];

    /// <summary>The same, sorted.</summary>
    public IReadOnlyList<string> HoldsInOrder(string refId) => [.. Holds(refId).Order(StringComparer.Ordinal)];

    public IReadOnlyList<SandboxCustomer> Customers => _server.Api.Snapshot();

    public Uri BaseAddress => _server.BaseAddress;

    public void Forget() => _server.Log!.Clear();

    /// <summary>Waits for the n-th request, without sleeping; it fails where none comes.</summary>
    public Task ReachedAsync(int count) =>
        _server.Log!.ReachedAsync(count, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    public ScriptRun Run(string script) => Session.Run(script);

    /// <summary>Starts a sandbox, connects a session to it (which sends nothing again), and makes the customers A1 and B2.</summary>
    public static async Task<Service> StartAsync(params string[] faults) => await StartAsync(connect: true, FaultPlan.None, faults);

    public static async Task<Service> StartAsync(FaultPlan plan) => await StartAsync(connect: true, plan, []);

    public static Task<Service> StartAsync(PSHost host) => StartAsync(connect: true, FaultPlan.None, [], host: host);

    public static Task<Service> StartAsync(TimeSpan latency) => StartAsync(connect: true, FaultPlan.None, [], latency);

    public static async Task<Service> StartAsync(bool connect, FaultPlan plan, string[] behaviour, TimeSpan latency = default, PSHost? host = null)
    {
        var server = await SandboxServer.StartAsync(new SandboxOptions
        {
            Token = Token,
            Behaviour = SandboxSettings.Parse(behaviour).Behaviour,
            Faults = plan,
            Latency = latency,
            Log = new SandboxLog(),
        });
        var session = new ModuleSession(host)
            .With("url", server.BaseAddress)
            .With("token", Secret(Token));
        var service = new Service(server, session);
        if (connect)
        {
            session.Run("Connect-ParkUp -Token $token -BaseUri $url -MaximumRetryCount 0").Quiet();
        }

        return service;
    }

    /// <summary>Makes a customer with tags given as CODE:PLATE, and forgets that it was asked to.</summary>
    public Service WithCustomer(string refId, params string[] tags)
    {
        Session.With("made", tags);
        Run($"New-ParkUpCustomer -RefId {refId} -Email a@example.com -Phone 56911111111 -Tag $made").Quiet();
        Forget();
        return this;
    }

    public static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        return secret;
    }

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await _server.DisposeAsync();
    }
}

/// <summary>A service that says what a test tells it to, whatever it is asked.</summary>
public sealed class ScriptedService : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ScriptedService(WebApplication application) => _application = application;

    public Uri BaseAddress => new(_application.Urls.Single());

    public static async Task<ScriptedService> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(answer.Invoke);
        await application.StartAsync();
        return new ScriptedService(application);
    }

    public static Task<ScriptedService> StartAsync(int status, string body, string contentType = "application/json") => StartAsync(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    });

    /// <summary>A session that is connected to it.</summary>
    public ModuleSession Connect()
    {
        var session = new ModuleSession().With("token", Service.Secret(Service.Token)).With("url", BaseAddress);
        session.Run("Connect-ParkUp -Token $token -BaseUri $url -MaximumRetryCount 0").Quiet();
        return session;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
