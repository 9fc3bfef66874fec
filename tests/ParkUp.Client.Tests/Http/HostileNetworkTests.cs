using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>Whole runs where the way to the service, and not its answer, is not what it should be; and what a list can still prove.</summary>
public sealed class HostileNetworkTests : HostileRuns
{
    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_redirect_to_another_host_takes_nothing_there(int status)
    {
        await using var other = RawServer.Answering("HTTP/1.1 200 OK\nConnection: close", Good);
        await using var server = Answering($"{status} Elsewhere\r\nLocation: {other.Address}api/v3/business/tag/add", Good);

        await AssertNothingIsProvedAsync<InvalidResponseException>(server);

        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task What_a_hostile_answer_hides_an_honest_list_proves()
    {
        // The answer to the write says all went well, and cannot be read; the list knows of one of the two.
        var request = string.Empty;
        await using var server = new RawServer(
            exchange => request.Contains("/tag/list ", StringComparison.Ordinal)
                ? exchange.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{\"id\":1,\"code\":\"T2\",\"plate\":\"BB2222\"}]")
                : exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\nConnection: close\r\n\r\n{Good}"),
            came => request = came);

        var reports = await Limited(AddAsync(server.Address, Rows(1)));

        Assert.Equal(
            [("T1", Outcome.Failed, Evidence.List), ("T2", Outcome.Added, Evidence.List)],
            reports.Select(static report => (report.Code!, report.Outcome, report.Evidence)));
        Assert.IsType<InvalidResponseException>(reports[0].Error);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_failure_of_each_row_and_nothing_is_unknown()
    {
        using var sockets = new SocketsHttpHandler { UseProxy = false };
        var options = Options(new Uri("https://no-such-host.invalid/")) with { Handler = sockets };

        var added = await Limited(AddAsync(options, Rows(3)));
        var created = await Limited(new CustomerCreator(ParkUpConnection.Open(options), RequestObserver.None).CreateAsync(Make.Customer(Make.Order("T1", "AA1111")), Stop));

        Assert.Equal(6, added.Count);
        Assert.All(added, static report => Assert.Equal(Outcome.Failed, report.Outcome));
        Assert.All(added, static report => Assert.IsType<ConnectionFailedException>(report.Error));
        Assert.Equal(Outcome.Failed, created.Outcome);
        Assert.Equal(Outcome.Failed, Assert.Single(created.Tags).Outcome);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_met_once_and_fails_all_rows()
    {
        using var certificate = SelfSigned.Certificate();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        listener.Start();
        var serving = ServeTlsAsync(listener, new SslServerAuthenticationOptions { ServerCertificate = certificate }, end.Token);
        var address = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        var reports = await Limited(AddAsync(address, Rows(20)));

        Assert.Equal(Rows(20).Select(static row => row.Line), reports.Select(static report => report.Line));
        Assert.All(reports, static report => Assert.Equal(Outcome.Failed, report.Outcome));
        Assert.All(reports, static report => Assert.IsType<TlsFailureException>(report.Error));
        await end.CancelAsync();
        Assert.Equal((1, 0), await serving);
    }

    /// <summary>Returns how many came, and how many bytes of their requests came through.</summary>
    private static async Task<(int Connections, int Bytes)> ServeTlsAsync(TcpListener listener, SslServerAuthenticationOptions options, CancellationToken end)
    {
        var (connections, bytes) = (0, 0);
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(end);
                connections++;
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(options, end);
                bytes += await tls.ReadAsync(new byte[1024], end);
            }
            catch (Exception refused) when (refused is IOException or AuthenticationException)
            {
                // As it must be: nothing was said.
            }
            catch (OperationCanceledException)
            {
                return (connections, bytes);
            }
        }
    }
}
