using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>No connection, or one that breaks: whether the request had begun to leave decides what may be resent.</summary>
public sealed class ConnectionFailureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reset_in_the_middle_of_the_handshake_is_no_matter_of_trust()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var resetting = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptSocketAsync(Stop);
                await client.ReceiveAsync(new byte[1], Stop);
                client.Close(timeout: 0);
            },
            Stop);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(AddressOf(listener)).MakeAsync(ApiCall.Add, Stop));

        await resetting;
        Assert.False(error.BodySent);
        Assert.False(error.StopsRun);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("proxy")]
    public async Task Of_thousands_of_connections_that_are_reset_once_accepted_each_is_a_failed_connection(string way)
    {
        // One in some hundreds raises a bare SocketException (NotConnected), which HttpClient does not wrap.
        const int Tries = 3000;
        await using var server = new RawServer(static _ => Task.CompletedTask) { ResetsAtOnce = static _ => true };
        var connection = ParkUpConnection.Open(way switch
        {
            "http" => Make.Options(server.Address),
            "https" => Make.Options(new Uri($"https://{server.Address.Authority}/")),
            _ => Make.Options(new Uri("https://parkup.example/")) with { Proxy = server.Address },
        });

        var failures = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            List<Exception?> seen = [];
            for (var i = 0; i < Tries / 4; i++)
            {
                seen.Add(await Record.ExceptionAsync(() => connection.MakeAsync(ApiCall.Add, Stop)));
            }

            return seen;
        }));

        var errors = Array.ConvertAll([.. failures.SelectMany(static seen => seen)], static failure => Assert.IsType<ConnectionFailedException>(failure));
        Assert.Equal(Tries, errors.Length);
        Assert.All(errors, static error => Assert.Equal(error.BodySent ? RecoveryAction.Reconcile : RecoveryAction.Retry, RecoveryPolicy.ForWrite(error)));
        Assert.All(errors, error => Assert.True(!error.BodySent || way is "http", $"{error}"));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_sent()
    {
        using var closed = new ClosedPort();

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(closed.Address).MakeAsync(ApiCall.Add, Stop));

        Assert.False(error.BodySent);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
        Assert.False(error.StopsRun);
        Assert.Null(error.Request!.Status);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("Nothing was sent.", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_was_sent_nothing()
    {
        // Sockets of its own, so that a proxy of this machine's environment is not asked for the name.
        using var sockets = new SocketsHttpHandler { UseProxy = false };
        var connection = ParkUpConnection.Open(Make.Options(new Uri("https://no-such-host.invalid/")) with { Handler = sockets });

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.False(error.BodySent);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
        Assert.StartsWith("Could not connect to no-such-host.invalid: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiCall.Create)]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    [InlineData(ApiCall.Cancel)]
    public async Task A_reset_after_the_request_came_after_it_was_sent(ApiCall call)
    {
        await using var server = new RawServer(static exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });

        await AssertSentOnceAsync(server, call);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    public async Task A_goodbye_without_an_answer_came_after_the_request_was_sent(string said)
    {
        await using var server = new RawServer(exchange => exchange.SendAsync(said));

        await AssertSentOnceAsync(server, ApiCall.Add);
    }

    [Fact]
    public async Task A_connection_that_was_kept_and_then_reset_is_not_sent_the_write_again()
    {
        var answered = 0;
        await using var server = new RawServer(async exchange =>
        {
            // Answers once, keeps the connection open, and resets it when the next request has come.
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
            Interlocked.Increment(ref answered);
            await exchange.ReadSomeAsync();
            exchange.Reset();
        });
        var connection = Make.Connection(server.Address);
        await connection.MakeAsync(ApiCall.List, Stop);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.True(error.BodySent);
        Assert.Equal(1, answered);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    public async Task A_certificate_that_nobody_vouches_for_stops_the_run_before_anything_is_sent(ApiCall call)
    {
        using var certificate = SelfSigned.Certificate();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeTlsAsync(listener, certificate);
        var connection = Make.Connection(AddressOf(listener));

        var error = await Assert.ThrowsAsync<TlsFailureException>(() => connection.MakeAsync(call, Stop));

        Assert.True(error.StopsRun);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
        Assert.StartsWith("Could not make a secure connection to 127.0.0.1: ", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Request!.Status);
        Assert.Equal(0, await serving);
    }

    [Fact]
    public async Task Https_to_a_server_that_speaks_none_stops_the_run()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServePlainAsync(listener);
        var connection = Make.Connection(AddressOf(listener));

        var error = await Assert.ThrowsAsync<TlsFailureException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.True(error.StopsRun);
        Assert.DoesNotContain(Make.Token, await serving, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_in_no_error_of_the_sockets()
    {
        await using var resets = new RawServer(static exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });

        using var closed = new ClosedPort();

        foreach (var address in (Uri[])[closed.Address, resets.Address])
        {
            var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(address).MakeAsync(ApiCall.Add, Stop));
            Assert.DoesNotContain(Make.Token, error.ToString(), StringComparison.Ordinal);
        }
    }

    private static async Task AssertSentOnceAsync(RawServer server, ApiCall call)
    {
        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(server.Address).MakeAsync(call, Stop));

        Assert.True(error.BodySent);
        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
        Assert.False(error.StopsRun);
        Assert.Equal(1, server.Connections);
    }

    private static Uri AddressOf(TcpListener listener) => new($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>Returns how many bytes of a request came through.</summary>
    private static async Task<int> ServeTlsAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync(Stop);
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Stop);
            return await tls.ReadAsync(new byte[1024], Stop);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return 0;
        }
    }

    private static async Task<string> ServePlainAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Stop);
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var read = await stream.ReadAsync(buffer, Stop);
        await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Stop);
        return System.Text.Encoding.Latin1.GetString(buffer, 0, read);
    }
}
