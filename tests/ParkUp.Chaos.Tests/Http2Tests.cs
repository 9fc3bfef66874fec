using System.Net;
using System.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ParkUp.Client;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Chaos.Tests;

/// <summary>Over HTTP/2 as over HTTP/1.1 it is known whether the body was sent, and so what is to be looked for.</summary>
public sealed class Http2Tests
{
    private const string Held = """[{"id":1,"code":"T1","plate":"AA1111"}]""";

    private static readonly TagOrder[] One = [new() { Customer = new CustomerKey("A1", Id: null), Code = "T1", Plate = "AA1111" }];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_goes_over_HTTP_2_where_the_service_offers_it()
    {
        await using var server = await StartAsync(static context => context.Response.WriteAsync("""{"customer":1,"tagsCreate":[{"tag":"T1","status":true}]}"""));

        var report = await AddAsync(server);

        Assert.Equal((Outcome.Added, Evidence.Response), (report.Outcome, report.Evidence));
        Assert.Equal(["HTTP/2 /api/v3/business/tag/add"], server.Seen);
    }

    [Fact]
    public async Task A_stream_that_is_reset_after_the_body_is_looked_for_and_not_sent_again()
    {
        await using var server = await StartAsync(static async context =>
        {
            if (IsList(context))
            {
                await context.Response.WriteAsync(Held);
                return;
            }

            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        });

        var report = await AddAsync(server);

        Assert.Equal((Outcome.Added, Evidence.List), (report.Outcome, report.Evidence));
        Assert.Single(server.Seen, "HTTP/2 /api/v3/business/tag/add");
    }

    [Fact]
    public async Task A_stream_that_is_reset_and_nothing_listed_either_is_unknown()
    {
        await using var server = await StartAsync(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var report = await AddAsync(server);

        Assert.Equal((Outcome.Unknown, Evidence.None), (report.Outcome, report.Evidence));
        Assert.True(Assert.IsType<ConnectionFailedException>(Assert.IsType<OutcomeUnknownException>(report.Error).InnerException).BodySent);
    }

    [Fact]
    public async Task Where_no_connection_is_made_nothing_was_sent_and_nothing_is_looked_for()
    {
        var server = await StartAsync(static _ => Task.CompletedTask);
        var connection = Connect(server.Address);
        await server.DisposeAsync();

        var report = Assert.Single(await new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(One, 50, Stop));

        Assert.Equal((Outcome.Failed, Evidence.None), (report.Outcome, report.Evidence));
        Assert.False(Assert.IsType<ConnectionFailedException>(report.Error).BodySent);
        Assert.Empty(server.Seen);
    }

    private static async Task<TagResult> AddAsync(Http2Server server) =>
        Assert.Single(await new TagWriter(Connect(server.Address), Operation.Add, RequestObserver.None).WriteAsync(One, 50, Stop));

    private static bool IsList(HttpContext context) => context.Request.Path.Value!.EndsWith("/list", StringComparison.Ordinal);

    private static ParkUpConnection Connect(Uri address)
    {
        var secret = new SecureString();
        secret.AppendChar('t');
        return ParkUpConnection.Open(new ConnectionOptions
        {
            Token = secret,
            BaseUri = address,
            MaximumRetryCount = 0,
            BackoffClock = new SkippingClock(),
            Handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject is "CN=127.0.0.1" } },
        });
    }

    private static async Task<Http2Server> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(static kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, static listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(SelfSigned.Certificate());
            }));
        var server = new Http2Server(builder.Build(), answer);
        await server.StartAsync();
        return server;
    }

    /// <summary>A service that speaks HTTP/2 and nothing else, and notes what it is asked.</summary>
    private sealed class Http2Server(WebApplication application, Func<HttpContext, Task> answer) : IAsyncDisposable
    {
        private readonly List<string> _seen = [];
        private readonly Lock _lock = new();

        public Uri Address { get; private set; } = new("https://127.0.0.1/");

        public IReadOnlyList<string> Seen
        {
            get
            {
                lock (_lock)
                {
                    return [.. _seen];
                }
            }
        }

        public async Task StartAsync()
        {
            application.Run(async context =>
            {
                lock (_lock)
                {
                    _seen.Add($"{context.Request.Protocol} {context.Request.Path}");
                }

                context.Response.ContentType = "application/json";
                await answer(context);
            });
            await application.StartAsync(Stop);
            Address = new Uri(application.Urls.Single());
        }

        public ValueTask DisposeAsync() => application.DisposeAsync();
    }
}
