using System.Net;
using System.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using ParkUp.Client;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Chaos.Tests;

/// <summary>Over HTTP/2 as over HTTP/1.1 it is known whether the body was sent, and so what is to be looked for.</summary>
public sealed class Http2Tests
{
    private const string Held = """[{"id":1,"code":"T1","plate":"AA1111"}]""";

    private const string Answered = """{"customer":1,"tagsCreate":[{"status":true}]}""";
    private const int Many = 32;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly BulkOptions AtOnce = new() { BatchSize = 1, ThrottleLimit = Many };
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
        using var closed = new ClosedPort();
        var connection = Connect(new Uri($"https://{closed.Address.Authority}/"));

        var report = Assert.Single(await new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(One, 50, Stop));

        Assert.Equal((Outcome.Failed, Evidence.None), (report.Outcome, report.Evidence));
        Assert.False(Assert.IsType<ConnectionFailedException>(report.Error).BodySent);
    }

    [Fact]
    public async Task Thirty_two_requests_share_one_connection()
    {
        await using var server = await StartAsync(Together(Many));

        await AddManyAsync(server);

        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task A_service_that_allows_fewer_streams_gets_all_requests_at_once_on_more_connections()
    {
        await using var server = await StartAsync(Together(Many), static limits => limits.Http2.MaxStreamsPerConnection = Many / 4);

        await AddManyAsync(server);

        Assert.InRange(server.Connections.Count, 4, Many);
    }

    [Fact]
    public async Task A_service_that_changes_connections_in_mid_run_is_sent_each_row_once()
    {
        var came = 0;
        await using var server = await StartAsync(async context =>
        {
            if (Interlocked.Increment(ref came) % 10 == 0)
            {
                context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), context.RequestAborted);
            await context.Response.WriteAsync(Answered);
        });

        await AddManyAsync(server, rows: 4 * Many);

        Assert.Equal(4 * Many, server.Seen.Count);
        Assert.InRange(server.Connections.Count, 2, 4 * Many);
    }

    [Fact]
    public async Task A_stop_resets_all_streams_and_keeps_the_connection()
    {
        var stopped = 0;
        var cameAll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stoppedAll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var came = 0;
        await using var server = await StartAsync(async context =>
        {
            if (IsList(context))
            {
                await context.Response.WriteAsync(Held);
                return;
            }

            context.RequestAborted.Register(() => Signal(ref stopped, stoppedAll));
            Signal(ref came, cameAll);
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        });
        var connection = Connect(server.Address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = new TagWriter(connection, Operation.Add, RequestObserver.None).RunAsync(Rows(Many), AtOnce, stop.Token);
        await cameAll.Task.WaitAsync(Limit, Stop);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await stoppedAll.Task.WaitAsync(Limit, Stop);
        await new TagLister(connection, RequestObserver.None).ListAsync(new CustomerKey("A1", Id: null), Stop);
        Assert.Single(server.Connections);
    }

    /// <summary>A tag for each of so many customers: T1 for A1, and so on.</summary>
    internal static IEnumerable<TagOrder> Rows(int count) => Enumerable.Range(1, count)
        .Select(static number => new TagOrder { Customer = new CustomerKey($"A{number}", Id: null), Code = $"T{number}", Plate = "AA1111" });

    /// <summary>A connection as users have it, but for the certificate.</summary>
    internal static ParkUpConnection Connect(Uri address)
    {
        var secret = new SecureString();
        secret.AppendChar('t');
        var options = new ConnectionOptions { Token = secret, BaseUri = address, MaximumRetryCount = 0, BackoffClock = new SkippingClock() };
        var sockets = HttpClients.CreateSockets(options, new ConnectionProxy(options, address));
        sockets.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject is "CN=127.0.0.1";
        return ParkUpConnection.Open(options with { Handler = sockets });
    }

    private static async Task<TagResult> AddAsync(Http2Server server) =>
        Assert.Single(await new TagWriter(Connect(server.Address), Operation.Add, RequestObserver.None).WriteAsync(One, 50, Stop));

    /// <summary>Adds a row for each of many customers, and checks that each was added by the answer.</summary>
    private static async Task AddManyAsync(Http2Server server, int rows = Many)
    {
        var results = await new TagWriter(Connect(server.Address), Operation.Add, RequestObserver.None).RunAsync(Rows(rows), AtOnce, Stop).WaitAsync(Limit, Stop);

        Assert.Equal(rows, results.Count);
        Assert.All(results, static result => Assert.Equal((Outcome.Added, Evidence.Response), (result.Outcome, result.Evidence)));
    }

    /// <summary>Answers once so many requests have come: they are all in flight at once.</summary>
    private static Func<HttpContext, Task> Together(int count)
    {
        var came = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return async context =>
        {
            if (Interlocked.Increment(ref came) == count)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync(Answered);
        };
    }

    private static void Signal(ref int count, TaskCompletionSource all)
    {
        if (Interlocked.Increment(ref count) == Many)
        {
            all.SetResult();
        }
    }

    private static bool IsList(HttpContext context) => context.Request.Path.Value!.EndsWith("/list", StringComparison.Ordinal);

    private static async Task<Http2Server> StartAsync(Func<HttpContext, Task> answer, Action<KestrelServerLimits>? limit = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            limit?.Invoke(kestrel.Limits);
            kestrel.Listen(IPAddress.Loopback, 0, static listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(SelfSigned.Certificate());
            });
        });
        var server = new Http2Server(builder.Build(), answer);
        await server.StartAsync();
        return server;
    }

    /// <summary>A service that speaks HTTP/2 and nothing else, and notes what it is asked.</summary>
    private sealed class Http2Server(WebApplication application, Func<HttpContext, Task> answer) : IAsyncDisposable
    {
        private readonly List<string> _seen = [];
        private readonly HashSet<string> _connections = new(StringComparer.Ordinal);
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

        public IReadOnlyCollection<string> Connections
        {
            get
            {
                lock (_lock)
                {
                    return [.. _connections];
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
                    _connections.Add(context.Connection.Id);
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
