using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>An address that is not the API's is called that, and a customer that is not known is not.</summary>
public sealed class WrongAddressTests(FakeService service) : ServiceTests(service)
{
    public static TheoryData<string, string> Strangers => new()
    {
        { "text/html", "<html><head><title>404 Not Found</title></head></html>" },
        { "text/plain", "404 page not found" },
        { "text/plain", "" },
        { "application/json", "{}" },
        { "application/json", """{"message":"no Route matched with those values"}""" },
        { "application/json", """{"message":"Not Found"}""" },
        { "application/json", """{"detail":"Not Found"}""" },
        { "application/json", """{"error":"Not Found"}""" },
        { "application/json", """{"timestamp":"2026-01-01","status":404,"error":"Not Found","path":"/api/v3/business/tag/list"}""" },
        { "application/problem+json", """{"type":"about:blank","title":"Not Found","status":404}""" },
        { "application/json", """{"statusCode":404,"message":"Cannot POST /api/v3/api/v3/business/tag/list","error":"Not Found"}""" },
        { "application/json", """{"statusCode":404,"message":"Route POST:/api/v3/business/tag/list not found","error":"Not Found"}""" },
        { "application/json", """{"statusCode":404}""" },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task A_404_of_a_stranger_says_that_this_is_not_the_api_s_address(string type, string body)
    {
        Service.Answer("/v9" + FakeService.TagList, body, 404, type);
        var connection = Make.Connection(new Uri(Service.Address, "v9"));

        var error = await Assert.ThrowsAsync<NotFoundException>(() => connection.MakeAsync(ApiCall.List, Stop));
        var test = await new ConnectionTester(connection, RequestObserver.None).TestAsync(Stop);

        Assert.False(error.IsAboutCustomer);
        Assert.StartsWith($"{Service.Address}v9/api/v3/business/tag/list is not an address of the ParkUp API: it answered 404 Not Found", error.Message, StringComparison.Ordinal);
        Assert.Equal("Check the base address. It ends before /api/v3.", error.Hint);
        Assert.Equal((true, false), (test.Reachable, test.Authenticated));
        Assert.Equal($"{error.Message} {error.Hint}", test.Detail);
    }

    [Theory]
    [InlineData("""{"statusCode":404,"message":"Customer not found","error":"Not Found"}""")]
    [InlineData("""{"statusCode":404,"message":"Not Found"}""")]
    [InlineData("""{"message":"El cliente no existe","statusCode":404}""")]
    [InlineData("\ufeff{\"message\":\"El cliente no existe\",\"statusCode\":404}")]
    [InlineData("""{"message":["user does not exist"],"error":"Not Found"}""")]
    public async Task A_404_in_the_envelope_of_the_api_is_about_the_customer(string body)
    {
        Service.Answer(FakeService.TagList, body, 404);

        var error = await Assert.ThrowsAsync<NotFoundException>(() => Connection.MakeAsync(ApiCall.List, Stop));
        var test = await new ConnectionTester(Connection, RequestObserver.None).TestAsync(Stop);

        Assert.True(error.IsAboutCustomer);
        Assert.StartsWith("The service answered 404 Not Found: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("Check the RefId and, if given, the CustomerId.", error.Hint);
        Assert.True(test.Authenticated);
    }

    [Theory]
    [InlineData(405, "")]
    [InlineData(405, "<html>no POST here</html>")]
    [InlineData(405, """{"statusCode":405,"message":["Method Not Allowed"]}""")]
    public async Task A_method_that_is_not_allowed_is_no_fault_of_the_row(int status, string body)
    {
        Service.Answer(FakeService.TagAdd, body, status);

        var error = await Assert.ThrowsAsync<BadRequestException>(() => Connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Contains("is not an address of the ParkUp API: it answered 405 Method Not Allowed", error.Message, StringComparison.Ordinal);
        Assert.Equal("Check the base address. It ends before /api/v3.", error.Hint);
    }

    [Theory]
    [InlineData("https://gate.example/api/v3")]
    [InlineData("https://gate.example/api/v3/")]
    public async Task A_base_address_that_has_the_path_already_is_shown_with_the_path_twice(string address)
    {
        using var handler = new AnsweringHandler();
        var connection = ParkUpConnection.Open(Make.Options(new Uri(address)) with { Handler = handler });

        var error = await Assert.ThrowsAsync<NotFoundException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.StartsWith("https://gate.example/api/v3/api/v3/business/tag/add is not an address of the ParkUp API", error.Message, StringComparison.Ordinal);
    }

    private sealed class AnsweringHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
    }
}
