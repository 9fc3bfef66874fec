using System.Net;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>What each status means: the kind of error, whether the run goes on, and what became of a write.</summary>
public sealed class StatusTests(FakeService service) : ServiceTests(service)
{
    public static TheoryData<int, Type, bool, Outcome> Table => new()
    {
        { 301, typeof(InvalidResponseException), false, Outcome.Unknown },
        { 302, typeof(InvalidResponseException), false, Outcome.Unknown },
        { 304, typeof(InvalidResponseException), false, Outcome.Unknown },
        { 307, typeof(InvalidResponseException), false, Outcome.Unknown },
        { 400, typeof(BadRequestException), false, Outcome.Rejected },
        { 401, typeof(UnauthorizedException), true, Outcome.Failed },
        { 403, typeof(ForbiddenException), true, Outcome.Failed },
        { 404, typeof(NotFoundException), false, Outcome.Rejected },
        { 405, typeof(BadRequestException), false, Outcome.Rejected },
        { 407, typeof(ConnectionFailedException), false, Outcome.Failed },
        { 408, typeof(RequestTimeoutException), false, Outcome.Unknown },
        { 409, typeof(ConflictException), false, Outcome.Rejected },
        { 413, typeof(BadRequestException), false, Outcome.Rejected },
        { 418, typeof(BadRequestException), false, Outcome.Rejected },
        { 422, typeof(BadRequestException), false, Outcome.Rejected },
        { 429, typeof(RateLimitedException), false, Outcome.Failed },
        { 500, typeof(ServerErrorException), false, Outcome.Unknown },
        { 502, typeof(ServerErrorException), false, Outcome.Unknown },
        { 503, typeof(ServerErrorException), false, Outcome.Unknown },
        { 504, typeof(ServerErrorException), false, Outcome.Unknown },
        { 599, typeof(ServerErrorException), false, Outcome.Unknown },
    };

    public static TheoryData<int> Refusals => [400, 401, 403, 404, 409, 413, 418, 422, 429, 500, 503];

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_status_has_its_kind_of_error(int status, Type kind, bool stopsRun, Outcome write)
    {
        Service.Answer(FakeService.TagAdd, """{"statusCode":0,"message":"because"}""", status);

        var error = await FailureAsync(ApiCall.Add);

        Assert.IsType(kind, error);
        Assert.Equal(stopsRun, error.StopsRun);
        Assert.Equal(write, OutcomeRules.OfFailure(error));
        Assert.Equal((HttpStatusCode)status, error.Request!.Status);
        Assert.Equal("POST", error.Request.Method);
        Assert.Equal(FakeService.TagAdd, error.Request.Path);
        Assert.Contains(FormattableString.Invariant($"{status}"), error.Message, StringComparison.Ordinal);
        Assert.Single(Service.Received);
    }

    [Theory]
    [InlineData(ApiCall.Create)]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Cancel)]
    public async Task Every_call_goes_through_the_same_table(ApiCall call)
    {
        Service.Answer(call.Path(), """{"statusCode":409,"message":"User with ID 1 sticket active","error":"Conflict"}""", 409);

        var error = Assert.IsType<ConflictException>(await FailureAsync(call));

        Assert.Equal(["User with ID 1 sticket active"], error.ServerMessages);
        Assert.Equal(HttpStatusCode.Conflict, error.StatusCode);
        Assert.Equal(call.Path(), error.Request!.Path);
        Assert.Contains("409 Conflict: User with ID 1 sticket active.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(299)]
    public async Task Any_2xx_is_a_success(int status)
    {
        Service.Answer(FakeService.TagList, """[{"id":7,"code":"T1","plate":"AB1234"}]""", status);

        var tag = Assert.Single(await new TagLister(Connection, RequestObserver.None).ListAsync(new CustomerKey("A1", 3), Stop));

        Assert.Equal(new Tag("T1", "AB1234") { RefId = "A1", CustomerId = 3, Id = 7 }, tag);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    public async Task A_success_without_a_body_is_not_the_promised_answer(int status)
    {
        Service.Answer(FakeService.TagAdd, string.Empty, status);

        Assert.IsType<InvalidResponseException>(await FailureAsync(ApiCall.Add));
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task The_reason_is_read_as_one_string(int status)
    {
        Service.Answer(FakeService.TagAdd, $$"""{"statusCode":{{status}},"message":"no such thing","error":"Nope"}""", status);

        Assert.Equal(["no such thing"], (await RefusalAsync()).ServerMessages);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task The_reason_is_read_as_an_array_of_strings(int status)
    {
        Service.Answer(FakeService.TagAdd, """{"message":["tags.0.plate must be a string","email must be an email"]}""", status);

        var error = await RefusalAsync();

        Assert.Equal(["tags.0.plate must be a string", "email must be an email"], error.ServerMessages);
        Assert.EndsWith(": tags.0.plate must be a string; email must be an email.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>Bad gateway</body></html>")]
    [InlineData("plain text")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"message":null}""")]
    [InlineData("""{"message":42}""")]
    [InlineData("""{"message":{"text":"nested"}}""")]
    [InlineData("""{"message":[]}""")]
    [InlineData("""{"message":[1,null,{}]}""")]
    [InlineData("""{"message":"cut o""")]
    [InlineData("""{"message":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task A_refusal_without_a_readable_reason_keeps_its_status(string body)
    {
        Service.Answer(FakeService.TagAdd, body, 400, "text/html");

        var error = Assert.IsType<BadRequestException>(await RefusalAsync());

        Assert.Empty(error.ServerMessages);
        Assert.Equal("The service answered 400 Bad Request.", error.Message);
    }

    [Fact]
    public async Task Strings_among_other_things_in_the_array_are_kept_however_deep()
    {
        Service.Answer(FakeService.TagAdd, """{"message":[1,"one",null,["two"],"three"]}""", 400);

        Assert.Equal(["one", "two", "three"], (await RefusalAsync()).ServerMessages);
    }

    [Fact]
    public async Task A_reason_deeper_than_any_envelope_is_not_read()
    {
        Service.Answer(FakeService.TagAdd, """{"deep":""" + new string('[', 10_000) + new string(']', 10_000) + ""","message":"here"}""", 400);

        Assert.Empty((await RefusalAsync()).ServerMessages);
    }

    [Fact]
    public async Task A_reason_without_end_is_cut_and_an_array_without_end_too()
    {
        var reasons = string.Join(',', Enumerable.Repeat("\"" + new string('x', 600) + "\"", 101));
        Service.Answer(FakeService.TagAdd, $$"""{"message":[{{reasons}}]}""", 400);

        var said = (await RefusalAsync()).ServerMessages;

        Assert.Equal(100, said.Count);
        Assert.All(said, static message => Assert.Equal(new string('x', 500) + "…", message));
    }

    [Fact]
    public async Task An_error_longer_than_the_limit_keeps_its_status_and_loses_its_reason()
    {
        Service.Answer(FakeService.TagAdd, $$"""{"message":"short","filler":"{{new string('x', ResponseBody.MaxError)}}"}""", 401);

        Assert.IsType<UnauthorizedException>(await RefusalAsync());
        Assert.Empty((await RefusalAsync()).ServerMessages);
    }

    [Fact]
    public async Task An_error_that_breaks_off_keeps_its_status()
    {
        await using var server = RawServer.Answering("HTTP/1.1 403 Forbidden\nContent-Length: 1000\nConnection: close", """{"message":"no""");

        var error = await Assert.ThrowsAsync<ForbiddenException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.Add, Stop));

        Assert.Empty(error.ServerMessages);
    }

    [Fact]
    public async Task An_endless_error_is_not_read_to_its_end()
    {
        var page = new byte[ResponseBody.MaxError];
        await using var server = new RawServer(async exchange =>
        {
            await exchange.SendAsync("HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\n\r\n");
            while (true)
            {
                await exchange.SendAsync(page);
            }
        });

        var error = await Assert.ThrowsAsync<ServerErrorException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.Add, Stop));

        Assert.Empty(error.ServerMessages);
    }

    [Fact]
    public async Task The_log_is_told_of_a_refused_request_once_and_of_its_status()
    {
        Service.Answer(FakeService.TagCancel, "{}", 404);
        List<RequestSummary> told = [];

        await Assert.ThrowsAsync<NotFoundException>(() => Connection.MakeAsync(ApiCall.Cancel, Stop, told.Add));

        var summary = Assert.Single(told);
        Assert.Equal(HttpStatusCode.NotFound, summary.Status);
        Assert.StartsWith("PUT /api/v3/business/tag/cancel -> 404 in ", summary.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" ms (attempt 1)", summary.ToString(), StringComparison.Ordinal);
    }

    private async Task<ParkUpException> FailureAsync(ApiCall call) =>
        await Assert.ThrowsAnyAsync<ParkUpException>(() => Connection.MakeAsync(call, Stop));

    private async Task<RefusedException> RefusalAsync() => Assert.IsType<RefusedException>(await FailureAsync(ApiCall.Add), exactMatch: false);
}
