using System.Net;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>Which way requests take: the system's proxy is one setting for the whole process, so nothing runs beside these.</summary>
[CollectionDefinition(nameof(ProxyTests), DisableParallelization = true)]
[Collection(nameof(ProxyTests))]
public sealed class ProxyTests : IDisposable
{
    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Fact]
    public async Task A_proxy_that_is_named_is_gone_through_even_to_this_machine()
    {
        await using var proxy = RawServer.Answering("HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close", "[]");
        var connection = ParkUpConnection.Open(Make.Options(new Uri("http://127.0.0.1:9/")) with { Proxy = proxy.Address });

        await connection.MakeAsync(ApiCall.List, Stop);

        Assert.StartsWith("POST http://127.0.0.1:9/api/v3/business/tag/list HTTP/1.1\r\n", await proxy.FirstRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_tunnel_is_never_shown_the_token()
    {
        await using var proxy = RawServer.Answering("HTTP/1.1 407 Proxy Authentication Required\nContent-Length: 0\nConnection: close", string.Empty);
        var connection = ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with { Proxy = proxy.Address });

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.False(error.BodySent);
        var request = await proxy.FirstRequest;
        Assert.StartsWith("CONNECT parkup.example:443 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain(Make.Token, request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_system_s_proxy_is_used_where_none_is_named()
    {
        await using var proxy = RawServer.Answering("HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close", "[]");
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        var connection = ParkUpConnection.Open(Make.Options(new Uri("http://parkup.invalid/")) with { AllowUnencryptedAuthentication = true });

        await connection.MakeAsync(ApiCall.List, Stop);

        Assert.StartsWith("POST http://parkup.invalid/api/v3/business/tag/list HTTP/1.1\r\n", await proxy.FirstRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_system_s_proxy_never_sees_what_is_meant_for_this_machine()
    {
        await using var proxy = RawServer.Answering("HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close", "[]");
        await using var service = RawServer.Answering("HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close", "[]");
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);

        await Make.Connection(service.Address).MakeAsync(ApiCall.List, Stop);

        Assert.Equal(1, service.Connections);
        Assert.Equal(0, proxy.Connections);
    }
}
