using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>Connections that are used again: one that the service closes meanwhile never repeats a write behind our back.</summary>
public sealed class KeepAliveTests
{
    private const string Body = """{"customer":1,"tagsCreate":[{"status":true}]}""";

    private static readonly string Answer = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_was_closed_while_idle_is_not_used_again()
    {
        await using var server = new RawServer(static exchange => exchange.SendAsync(Answer));
        var connection = Make.Connection(server.Address);
        await connection.MakeAsync(ApiCall.Add, Stop);
        await server.FirstClosed.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        await connection.MakeAsync(ApiCall.Add, Stop);

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_write_on_a_connection_that_is_closed_instead_of_an_answer_is_not_repeated()
    {
        var came = 0;
        await using var server = new RawServer(async exchange =>
        {
            Interlocked.Increment(ref came);
            await exchange.SendAsync(Answer);
            await exchange.ReadSomeAsync();
            Interlocked.Increment(ref came);
        });
        var connection = Make.Connection(server.Address);
        await connection.MakeAsync(ApiCall.Add, Stop);

        var failure = await Assert.ThrowsAsync<ConnectionFailedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.True(failure.BodySent);
        Assert.Equal((1, 2), (server.Connections, came));
    }
}
