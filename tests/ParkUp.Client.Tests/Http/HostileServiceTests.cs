using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>
/// Whole runs against services that mean ill, over real sockets: each ends, at a bounded cost, with one result a row,
/// and takes no write for done that nothing proves. Alone, since what is allocated is measured.
/// </summary>
[CollectionDefinition(nameof(HostileServiceTests), DisableParallelization = true)]
[Collection(nameof(HostileServiceTests))]
public sealed class HostileServiceTests : HostileRuns
{
    private const int MiB = 1024 * 1024;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly byte[] Junk = [.. Enumerable.Repeat((byte)'a', 64 * 1024)];

    private long _sent;

    [Fact]
    public async Task Never_answering()
    {
        await using var server = new RawServer(exchange =>
        {
            Clock.Advance(Limit);
            return exchange.KeepSilentAsync();
        });

        await AssertNothingIsProvedAsync<RequestTimeoutException>(server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 118\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")]
    public async Task A_byte_a_second_is_not_waited_for_longer_than_silence(string head)
    {
        const string Slow = "HTTP/1.1 2";
        await using var server = new RawServer(async exchange =>
        {
            await exchange.SendAsync(head);
            foreach (var letter in Slow)
            {
                await exchange.SendAsync(letter.ToString());
                Clock.Advance(Second);
            }

            await exchange.KeepSilentAsync();
        });

        await AssertNothingIsProvedAsync<RequestTimeoutException>(server);
    }

    [Fact]
    public async Task Going_on_and_on_about_an_answer_to_come()
    {
        await using var server = new RawServer(async exchange =>
        {
            for (var second = 0; second < Limit.TotalSeconds; second++)
            {
                await exchange.SendAsync("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
                Clock.Advance(Second);
            }

            await exchange.KeepSilentAsync();
        });

        await AssertNothingIsProvedAsync<RequestTimeoutException>(server);
    }

    [Fact]
    public async Task Two_gigabytes_that_are_announced_are_not_read()
    {
        await using var server = Flooding("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2147483648\r\n\r\n", string.Empty);

        var allocated = await AssertNothingIsProvedAsync<InvalidResponseException>(server);

        // What the sockets hold in their buffers, for each request.
        Assert.InRange(_sent, 0, 16L * MiB * server.Connections);
        Assert.InRange(allocated, 0, 16 * MiB);
    }

    [Fact]
    public async Task A_chunked_answer_without_end_is_read_up_to_the_limit()
    {
        Retries = 0;
        await using var server = Flooding("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "10000\r\n");

        var allocated = await AssertNothingIsProvedAsync<InvalidResponseException>(server);

        Assert.InRange(_sent, 0, (ResponseBody.MaxAnswer + (16L * MiB)) * server.Connections);
        // A buffer that doubles until it holds the limit, for each request at worst.
        Assert.InRange(allocated, 0, 5L * ResponseBody.MaxAnswer * server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Junk: ")]
    [InlineData("HTTP/1.1 200 ")]
    [InlineData("HTTP/1.1 100 Continue\r\nX-Junk: ")]
    public async Task A_head_without_end_is_not_read_to_it(string start)
    {
        await using var server = Flooding(start, string.Empty);

        var allocated = await AssertNothingIsProvedAsync<ConnectionFailedException>(server);

        Assert.InRange(_sent, 0, 16L * MiB * server.Connections);
        Assert.InRange(allocated, 0, 16 * MiB);
    }

    [Theory]
    [InlineData("1;")]
    [InlineData("0\r\nX-Junk: ")]
    public async Task Nor_is_what_goes_with_the_chunks_of_an_answer(string start)
    {
        await using var server = Flooding("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + start, string.Empty);

        var allocated = await AssertNothingIsProvedAsync<InvalidResponseException>(server);

        Assert.InRange(_sent, 0, 16L * MiB * server.Connections);
        Assert.InRange(allocated, 0, 16 * MiB);
    }

    [Fact]
    public async Task Ten_thousand_headers_are_not_read_either()
    {
        await using var server = Answering("200 OK\r\n" + string.Concat(Enumerable.Range(0, 10_000).Select(static n => $"X-{n}: {n}\r\n")).TrimEnd(), Good);

        await AssertNothingIsProvedAsync<ConnectionFailedException>(server);
    }

    [Theory]
    [InlineData("200 OK", "")]
    [InlineData("204 No Content", "")]
    [InlineData("200 OK\r\nContent-Type: text/html", "<!DOCTYPE html><html><body>Sign in to the network</body></html>")]
    public async Task An_answer_that_is_none(string status, string body)
    {
        await using var server = Answering(status, body);

        await AssertNothingIsProvedAsync<InvalidResponseException>(server);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"customer\":", "}")]
    public async Task An_answer_10_000_deep(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));
        await using var server = Answering("200 OK", Good.Replace(":1,", $":1,\"extra\":{deep},", StringComparison.Ordinal));

        var allocated = await AssertNothingIsProvedAsync<InvalidResponseException>(server);

        Assert.InRange(allocated, 0, 16 * MiB);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_small_answer_that_unpacks_to_gigabytes_is_unpacked_to_the_limit_only(string encoding)
    {
        var packed = Compressed.With(encoding, Good, mebibytesOfBlanks: 1024);
        await using var server = new RawServer(async exchange =>
        {
            await exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nContent-Length: {packed.Length}\r\nConnection: close\r\n\r\n");
            await exchange.SendAsync(packed);
        });

        var allocated = await AssertNothingIsProvedAsync<InvalidResponseException>(server);

        Assert.InRange(allocated, 0, 5L * ResponseBody.MaxAnswer * server.Connections);
    }

    /// <summary>Sends without end, and counts what it was rid of.</summary>
    private RawServer Flooding(string start, string beforeEach) => new(async exchange =>
    {
        await exchange.SendAsync(start);
        while (true)
        {
            await exchange.SendAsync(beforeEach);
            await exchange.SendAsync(Junk);
            await exchange.SendAsync(beforeEach.Length > 0 ? "\r\n" : string.Empty);
            Interlocked.Add(ref _sent, Junk.Length);
        }
    });
}
