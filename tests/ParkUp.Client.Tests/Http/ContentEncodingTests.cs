using System.Text;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>Answers that are compressed although nobody asked for it: read where that can be, and named where not.</summary>
public sealed class ContentEncodingTests
{
    private const string List = """[{"id":1,"code":"T1","plate":"AB1234"}]""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_asks_for_it()
    {
        await using var server = Answering("identity", Encoding.UTF8.GetBytes(List));

        await ListAsync(server);

        Assert.DoesNotContain("Accept-Encoding", await server.FirstRequest, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_compressed_list_is_read(string encoding)
    {
        await using var server = Answering(encoding, Compressed.With(encoding, List));

        Assert.Equal("T1", Assert.Single(await ListAsync(server)).Code);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task The_reason_of_a_compressed_error_is_read(string encoding)
    {
        await using var server = Answering(encoding, Compressed.With(encoding, """{"message":"odd"}"""), "400 Bad Request");

        var error = await Assert.ThrowsAsync<BadRequestException>(() => ListAsync(server));

        Assert.Equal(["odd"], error.ServerMessages);
    }

    [Theory]
    [InlineData("zstd", "zstd")]
    [InlineData("compress", "compress")]
    [InlineData("gzip, br", "gzip, br")]
    [InlineData("x-s3cr3t.T0ken-4711", "x-***")]
    public async Task Another_encoding_is_named(string encoding, string named)
    {
        await using var server = Answering(encoding, Encoding.UTF8.GetBytes(List));

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => ListAsync(server));

        Assert.DoesNotContain(Make.Token, error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"(content encoding '{named}')", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task What_is_not_what_its_encoding_says_is_named_and_leaves_a_write_unknown(string encoding)
    {
        await using var server = Answering(encoding, [.. Enumerable.Repeat((byte)'x', 200)]);

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.Add, Stop));

        Assert.Equal($"The response could not be decompressed (content encoding '{encoding}').", error.Message);
        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task One_that_breaks_off_is_no_success(string encoding)
    {
        var whole = Compressed.With(encoding, $"[{string.Join(',', Enumerable.Range(0, 500).Select(static n => $"{{\"id\":{n},\"code\":\"T{n * 7919}\",\"plate\":\"P{n}\"}}"))}]");
        await using var server = Answering(encoding, whole[..(whole.Length / 2)]);

        await Assert.ThrowsAsync<InvalidResponseException>(() => ListAsync(server));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task The_limit_is_one_of_what_is_decompressed(string encoding)
    {
        await using var server = Answering(encoding, Compressed.With(encoding, List, mebibytesOfBlanks: 33));

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => ListAsync(server));

        Assert.Equal("The response is longer than 32768 KiB and was not read.", error.Message);
    }

    private static Task<IReadOnlyList<Tag>> ListAsync(RawServer server) =>
        new TagLister(Make.Connection(server.Address), RequestObserver.None).ListAsync(new CustomerKey("A1", Id: null), Stop);

    private static RawServer Answering(string encoding, byte[] body, string status = "200 OK") => new(async exchange =>
    {
        await exchange.SendAsync($"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        await exchange.SendAsync(body);
    });
}
