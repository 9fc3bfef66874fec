using System.Globalization;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>An answer that ends before its end, or that never does.</summary>
public sealed class AnswerLengthTests
{
    private static readonly byte[] Blank = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ApiCall.Create)]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    [InlineData(ApiCall.Cancel)]
    public async Task An_answer_shorter_than_its_content_length_was_cut(ApiCall call)
    {
        // What came is good JSON in itself: only its length tells.
        const string Whole = """{"customer":1,"tags":[],"tagsCreate":[],"tagsCancell":[]}""";
        var body = call == ApiCall.List ? "[]" : Whole;
        await using var server = RawServer.Answering($"HTTP/1.1 200 OK\nContent-Length: {body.Length + 1}\nConnection: close", body);

        await AssertCutAsync(server, call);
    }

    [Theory]
    [InlineData("2\r\n[]\r\n")]
    [InlineData("2\r\n[]\r\n4\r\n  ")]
    [InlineData("zz\r\n[]\r\n0\r\n\r\n")]
    public async Task A_chunked_answer_without_its_last_chunk_was_cut(string chunks)
    {
        await using var server = RawServer.Answering("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nConnection: close", chunks);

        await AssertCutAsync(server, ApiCall.List);
    }

    [Fact]
    public async Task An_answer_that_ends_in_a_reset_was_cut()
    {
        await using var server = new RawServer(static async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[");
            exchange.Reset();
        });

        var error = await Assert.ThrowsAnyAsync<ParkUpException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.Add, Stop));

        // A reset may overtake the head of the answer: either way it is not known what became of the write.
        Assert.True(error is InvalidResponseException or ConnectionFailedException { BodySent: true }, $"{error}");
        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
    }

    [Fact]
    public async Task A_chunked_answer_is_put_together()
    {
        await using var server = RawServer.Answering(
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nConnection: close",
            "1\r\n[\r\n2;note=x\r\n  \r\n1\r\n]\r\n0\r\n\r\n");

        Assert.Empty(await new TagLister(Make.Connection(server.Address), RequestObserver.None).ListAsync(new CustomerKey("A1", Id: null), Stop));
    }

    [Fact]
    public async Task An_answer_of_exactly_the_limit_is_read_whole()
    {
        await using var server = Streaming(ResponseBody.MaxAnswer, tellsLength: true);

        var tag = Assert.Single(await new TagLister(Make.Connection(server.Address), RequestObserver.None).ListAsync(new CustomerKey("A1", Id: null), Stop));

        Assert.Equal("END", tag.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_one_byte_longer_than_the_limit_is_not_read(bool tellsLength)
    {
        await using var server = Streaming(ResponseBody.MaxAnswer + 1, tellsLength);

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.List, Stop));

        Assert.Equal("The response is longer than 32768 KiB and was not read.", error.Message);
    }

    [Fact]
    public async Task An_answer_that_says_it_is_too_long_is_refused_before_it_comes()
    {
        await using var server = new RawServer(static async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n");
            await exchange.KeepSilentAsync();
        });

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.List, Stop));

        Assert.StartsWith("The response is longer than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_chunked_answer_is_given_up_at_the_limit()
    {
        long sent = 0;
        await using var server = new RawServer(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await exchange.SendAsync("10000\r\n");
                await exchange.SendAsync(Blank);
                await exchange.SendAsync("\r\n");
                Interlocked.Add(ref sent, Blank.Length);
            }
        });

        await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.List, Stop));

        // Beyond the limit lies only what the sockets hold in their buffers.
        Assert.InRange(Interlocked.Read(ref sent), ResponseBody.MaxAnswer - (16 * 1024 * 1024), ResponseBody.MaxAnswer + (16 * 1024 * 1024));
    }

    /// <summary>A list of one tag, led by as much white space as its length asks for.</summary>
    private static RawServer Streaming(int length, bool tellsLength)
    {
        const string List = """[{"id":1,"code":"END","plate":"AB1234"}]""";
        return new RawServer(async exchange =>
        {
            var told = tellsLength ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n") : string.Empty;
            await exchange.SendAsync($"HTTP/1.1 200 OK\r\n{told}Connection: close\r\n\r\n");
            for (var left = length - List.Length; left > 0; left -= Blank.Length)
            {
                await exchange.SendAsync(Blank.AsMemory(0, Math.Min(left, Blank.Length)));
            }

            await exchange.SendAsync(List);
        });
    }

    private static async Task AssertCutAsync(RawServer server, ApiCall call)
    {
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(server.Address).MakeAsync(call, Stop));

        Assert.Equal("The response ended before it was complete.", error.Message);
        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
        Assert.Equal(1, server.Connections);
    }
}
