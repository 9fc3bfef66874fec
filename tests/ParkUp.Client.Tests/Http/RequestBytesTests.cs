using System.Diagnostics;
using System.Text;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>What leaves the machine, byte for byte, against the examples of the API reference.</summary>
public sealed class RequestBytesTests
{
    private const string Written = """
        {"customer":1,"tags":[{"tag":"O202020","status":true}],
        "tagsCreate":[{"tag":"J929292","status":true},{"tag":"T1","status":true},{"tag":"T2","status":true}],
        "tagsCancell":[{"tag":"O202020","cancell":true}]}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_client_is_the_example_of_the_reference()
    {
        var order = new CustomerOrder
        {
            RefId = "AAAABBB0001",
            Email = "customer@example.com",
            Phone = "+56975880800",
            Name = "John",
            LastName = "Doe",
            IsUnlimited = true,
            Tags = [Make.Order("O202020", "JPKJ21", "AAAABBB0001")],
        };

        var (line, body) = await SentAsync(Written, connection => new CustomerCreator(connection, RequestObserver.None).CreateAsync(order, Stop));

        Assert.Equal("POST /api/v3/business/customer/add HTTP/1.1", line);
        Assert.Equal(
            """{"email":"customer@example.com","phone":"+56975880800","name":"John","lastname":"Doe","isUnlimited":true,"refId":"AAAABBB0001","tags":[{"code":"O202020","plate":"JPKJ21"}]}""",
            body);
    }

    [Fact]
    public async Task Create_client_leaves_out_name_lastname_and_tags_where_there_are_none()
    {
        var (_, body) = await SentAsync(Written, connection => new CustomerCreator(connection, RequestObserver.None).CreateAsync(Make.Customer(), Stop));

        Assert.Equal("""{"email":"ana@example.com","phone":"+56911111111","isUnlimited":false,"refId":"A1"}""", body);
    }

    [Fact]
    public async Task Get_all_tags_is_the_example_of_the_reference()
    {
        var (line, body) = await SentAsync("[]", connection => new TagLister(connection, RequestObserver.None).ListAsync(new CustomerKey("AAAABBB0001", Id: null), Stop));

        Assert.Equal("POST /api/v3/business/tag/list HTTP/1.1", line);
        Assert.Equal("""{"refId":"AAAABBB0001"}""", body);
    }

    [Fact]
    public async Task Get_all_tags_sends_the_customer_number_as_a_number()
    {
        var (_, body) = await SentAsync("[]", connection => new TagLister(connection, RequestObserver.None).ListAsync(new CustomerKey("A1", long.MaxValue), Stop));

        Assert.Equal("""{"customerId":9223372036854775807,"refId":"A1"}""", body);
    }

    [Fact]
    public async Task Create_tags_is_the_example_of_the_reference()
    {
        var orders = new[] { Make.Order("J929292", "JPKJ20", "AAAABBB0001") };

        var (line, body) = await SentAsync(Written, connection => new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(orders, 50, Stop));

        Assert.Equal("POST /api/v3/business/tag/add HTTP/1.1", line);
        Assert.Equal("""{"customer":{"refId":"AAAABBB0001"},"tags":[{"code":"J929292","plate":"JPKJ20"}]}""", body);
    }

    [Fact]
    public async Task Cancel_tags_is_the_example_of_the_reference()
    {
        var orders = new[] { Make.Order("O202020", "JPKJ21", "AAAABBB0001") };

        var (line, body) = await SentAsync(Written, connection => new TagWriter(connection, Operation.Revoke, RequestObserver.None).WriteAsync(orders, 50, Stop));

        Assert.Equal("PUT /api/v3/business/tag/cancel HTTP/1.1", line);
        Assert.Equal("""{"customer":{"refId":"AAAABBB0001"},"tags":[{"code":"O202020","plate":"JPKJ21"}]}""", body);
    }

    [Fact]
    public async Task Create_tags_sends_several_tags_in_order_and_the_customer_number_after_the_reference()
    {
        var orders = new[] { Make.Order("T2", "BB2222", "A1", 42), Make.Order("T1", "AA1111", "A1", 42) };

        var (_, body) = await SentAsync(Written, connection => new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(orders, 50, Stop));

        Assert.Equal("""{"customer":{"refId":"A1","id":42},"tags":[{"code":"T2","plate":"BB2222"},{"code":"T1","plate":"AA1111"}]}""", body);
    }

    [Fact]
    public async Task Accents_and_signs_go_out_as_they_are_and_only_what_json_must_escape_is_escaped()
    {
        var order = Make.Customer() with { Name = "Íñigo <O'Hara> & Müller", LastName = "a\"b\\c +1 €日本", Email = "ñandú+x@example.com" };

        var (_, body) = await SentAsync(Written, connection => new CustomerCreator(connection, RequestObserver.None).CreateAsync(order, Stop));

        Assert.Equal(
            """{"email":"ñandú+x@example.com","phone":"+56911111111","name":"Íñigo <O'Hara> & Müller","lastname":"a\"b\\c +1 €日本","isUnlimited":false,"refId":"A1"}""",
            body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task A_prefix_of_the_base_address_comes_before_the_path(string end)
    {
        await using var server = Answering("[]");
        var connection = Make.Connection(new Uri(server.Address, "gate%20way/v9" + end));

        await connection.MakeAsync(ApiCall.List, Stop);

        Assert.StartsWith("POST /gate%20way/v9/api/v3/business/tag/list HTTP/1.1\r\n", await server.FirstRequest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApiCall.Create)]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    [InlineData(ApiCall.Cancel)]
    public async Task The_headers_are_these_and_no_others(ApiCall call)
    {
        await using var server = Answering(call == ApiCall.List ? "[]" : Written);
        var connection = Make.Connection(server.Address);
        // What a traced host process would have around the call: none of it may leave.
        using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("user", "ana").Start();

        await connection.MakeAsync(call, Stop);

        var (head, body) = Split(await server.FirstRequest);
        var headers = head.Split("\r\n").Skip(1).Order(StringComparer.Ordinal).ToArray();
        Assert.Collection(
            headers,
            static header => Assert.Equal("Accept: application/json", header),
            static header => Assert.Equal("Authorization: Bearer " + Make.Token, header),
            header => Assert.Equal(FormattableString.Invariant($"Content-Length: {body.Length}"), header),
            static header => Assert.Equal("Content-Type: application/json", header),
            header => Assert.Equal($"Host: {server.Address.Authority}", header),
            static header => Assert.Matches(@"^User-Agent: ParkUp\.PowerShell/\d+\.\d+\.\d+$", header));
    }

    [Fact]
    public async Task A_cookie_that_the_service_sets_is_not_sent_back()
    {
        List<string> requests = [];
        await using var server = new RawServer(static exchange => exchange.SendAsync(
            "HTTP/1.1 200 OK\r\nSet-Cookie: session=abc; Path=/\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"), requests.Add);
        var connection = Make.Connection(server.Address);

        await connection.MakeAsync(ApiCall.List, Stop);
        await connection.MakeAsync(ApiCall.List, Stop);

        Assert.Equal(2, requests.Count);
        Assert.DoesNotContain(requests, static request => request.Contains("cookie", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<(string Line, string Body)> SentAsync(string answer, Func<ParkUpConnection, Task> call)
    {
        await using var server = Answering(answer);
        await call(Make.Connection(server.Address));
        Assert.Equal(1, server.Connections);
        var (head, body) = Split(await server.FirstRequest);
        return (head.Split("\r\n")[0], body);
    }

    private static RawServer Answering(string json) =>
        RawServer.Answering($"HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: {json.Length}\nConnection: close", json);

    /// <summary>Head and body; the body's bytes read as the UTF-8 that they must be.</summary>
    private static (string Head, string Body) Split(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var bytes = Encoding.Latin1.GetBytes(request[(head + 4)..]);
        return (request[..head], new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes));
    }
}
