using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Operations;

/// <summary>What one harmless call tells about a connection.</summary>
public sealed class ConnectionTesterTests(FakeService service) : ServiceTests(service)
{
    [Theory]
    [InlineData(200, "[]", true, "The service answered and accepted the token.")]
    [InlineData(200, """[{"id":1,"code":"T1","plate":"AB1234"}]""", true, "The service answered and accepted the token.")]
    [InlineData(201, "[]", true, "The service answered and accepted the token.")]
    [InlineData(404, """{"statusCode":404,"message":"no such user"}""", true, "The service answered and accepted the token.")]
    [InlineData(404, "<html>Not here</html>", false, "http://")]
    [InlineData(404, """{"statusCode":404,"message":"Cannot POST /x/api/v3/business/tag/list","error":"Not Found"}""", false, "http://")]
    [InlineData(405, "", false, "http://")]
    [InlineData(400, """{"message":["refId is odd"]}""", true, "The service answered 400 Bad Request: refId is odd.")]
    [InlineData(400, """{"statusCode":400,"message":"odd"}""", true, "The service answered 400 Bad Request: odd.")]
    [InlineData(400, """{"message":"odd"}""", false, "The service answered 400 Bad Request: odd.")]
    [InlineData(400, "Bad request from a proxy", false, "The service answered 400 Bad Request: Bad request from a proxy.")]
    [InlineData(401, """{"statusCode":401,"message":"Unauthorized"}""", false, "The service answered 401 Unauthorized: Unauthorized. Check that the token has not expired")]
    [InlineData(403, "{}", false, "The service answered 403 Forbidden. Ask the operator")]
    [InlineData(408, "{}", false, "The service answered 408 Request Timeout.")]
    [InlineData(409, "{}", false, "The service answered 409 Conflict.")]
    [InlineData(429, "{}", false, "The service answered 429 Too Many Requests.")]
    [InlineData(500, "{}", false, "The service answered 500 Internal Server Error.")]
    [InlineData(503, "{}", false, "The service answered 503 Service Unavailable.")]
    [InlineData(302, "{}", false, "The service answered 302 ")]
    [InlineData(200, "<html>Sign in</html>", false, "The response is not the expected JSON")]
    [InlineData(200, "null", false, "The response is null.")]
    [InlineData(200, "[null]", false, "The response has no '[]'.")]
    public async Task Whatever_is_answered_the_service_was_reached(int status, string body, bool authenticated, string detail)
    {
        Service.Answer(FakeService.TagList, body, status);

        var test = await new ConnectionTester(Connection, RequestObserver.None).TestAsync(Stop);

        Assert.True(test.Reachable);
        Assert.Equal(authenticated, test.Authenticated);
        Assert.StartsWith(detail, test.Detail, StringComparison.Ordinal);
        Assert.InRange(test.LatencyMs!.Value, 0, 60_000);
        Assert.Equal(Service.Address, test.BaseUri);
        Assert.Equal(new Received("POST", FakeService.TagList, """{"refId":"parkup-connection-test"}"""), Assert.Single(Service.Received));
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_was_reached_and_nothing_is_known_of_the_token()
    {
        using var closed = new ClosedPort();

        var test = await new ConnectionTester(Make.Connection(closed.Address), RequestObserver.None).TestAsync(Stop);

        Assert.False(test.Reachable);
        Assert.False(test.Authenticated);
        Assert.Null(test.LatencyMs);
        Assert.StartsWith("Could not connect to ", test.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_service_was_not_reached()
    {
        var clock = new FakeTimeProvider();
        await using var server = new RawServer(static exchange => exchange.KeepSilentAsync());
        var connection = ParkUpConnection.Open(Make.Options(server.Address) with { Clock = clock });
        var testing = new ConnectionTester(connection, RequestObserver.None).TestAsync(Stop);
        await server.FirstRequest;

        clock.Advance(TimeSpan.FromSeconds(60));

        var test = await testing;
        Assert.Equal((false, false, null), (test.Reachable, test.Authenticated, test.LatencyMs));
        Assert.StartsWith("The request timed out after 60 s.", test.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latency_is_measured_by_the_connection_s_clock()
    {
        var clock = new FakeTimeProvider();
        await using var server = new RawServer(exchange =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(12.34));
            return exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
        });
        var connection = ParkUpConnection.Open(Make.Options(server.Address) with { Clock = clock });
        List<RequestSummary> told = [];

        var test = await new ConnectionTester(connection, new RequestObserver(told.Add)).TestAsync(Stop);

        Assert.Equal(12.3, test.LatencyMs);
        Assert.Equal("POST /api/v3/business/tag/list -> 200 in 12 ms (attempt 1)", Assert.Single(told).ToString());
    }

    [Fact]
    public async Task A_stop_is_thrown_and_no_result()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ConnectionTester(Connection, RequestObserver.None).TestAsync(stop.Token));

        Assert.Equal(stop.Token, stopped.CancellationToken);
        Assert.Empty(Service.Received);
    }
}
