using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Operations;

/// <summary>Creating a customer: what became of the customer, and of each tag.</summary>
public sealed class CustomerCreatorTests(FakeService service) : ServiceTests(service)
{
    private static readonly CustomerOrder Ana = Make.Customer(Make.Order("T1", "AA1111", line: 2), Make.Order("T2", "BB2222", line: 3)) with
    {
        Name = "Ana",
        LastName = "Ñuñoa",
        IsUnlimited = true,
        Line = 2,
    };

    [Fact]
    public async Task A_customer_with_all_its_tags_is_created()
    {
        Service.Answer(FakeService.CustomerAdd, """{"customer":42,"tags":[{"tag":"T2","status":true},{"tag":"T1","status":true}]}""", 201);

        var (result, error) = await CreateAsync(Ana);

        Assert.Null(error);
        Assert.True(result.Succeeded);
        Assert.Null(result.Detail);
        Assert.Equal((Operation.Create, Outcome.Created, Evidence.Response, 42L), (result.Operation, result.Outcome, result.Evidence, result.CustomerId));
        Assert.Equal(
            ("A1", "ana@example.com", "+56911111111", "Ana", "Ñuñoa", true, 2),
            (result.RefId, result.Email, result.Phone, result.Name, result.LastName, result.IsUnlimited, result.Line));
        Assert.Equal(
            [
                new TagResult { RefId = "A1", CustomerId = 42, Code = "T1", Plate = "AA1111", Line = 2, Operation = Operation.Create, Outcome = Outcome.Added, Evidence = Evidence.Response },
                new TagResult { RefId = "A1", CustomerId = 42, Code = "T2", Plate = "BB2222", Line = 3, Operation = Operation.Create, Outcome = Outcome.Added, Evidence = Evidence.Response },
            ],
            result.Tags);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-3, null)]
    [InlineData(1, 1L)]
    public async Task A_customer_without_tags_is_created_and_zero_is_nobody_s_number(long answered, long? number)
    {
        Service.Answer(FakeService.CustomerAdd, $$"""{"customer":{{answered}},"tags":[]}""");

        var (result, error) = await CreateAsync(Make.Customer());

        Assert.Null(error);
        Assert.Equal((Outcome.Created, number), (result.Outcome, result.CustomerId));
        Assert.Empty(result.Tags);
        Assert.True(result.Succeeded);
    }

    [Fact]
    public async Task A_customer_whose_tag_was_not_taken_was_created_and_did_not_succeed()
    {
        Service.Answer(FakeService.CustomerAdd, """{"customer":42,"tags":[{"tag":"T1","status":true},{"tag":"T2","status":false}]}""");

        var (result, error) = await CreateAsync(Ana);

        Assert.Equal((Outcome.Created, Evidence.Response, 42L), (result.Outcome, result.Evidence, result.CustomerId));
        Assert.False(result.Succeeded);
        Assert.Equal("The customer was created without some of the tags: T2 (Rejected).", result.Detail);
        Assert.IsType<TagRejectedException>(error);
        Assert.Equal([(Outcome.Added, true), (Outcome.Rejected, false)], [.. result.Tags.Select(static tag => (tag.Outcome, tag.Succeeded))]);
    }

    [Fact]
    public async Task A_tag_that_the_answer_does_not_speak_of_is_unknown_and_the_customer_is_created()
    {
        Service.Answer(FakeService.CustomerAdd, """{"customer":42,"tags":[{"tag":"T2","status":true}]}""");

        var (result, error) = await CreateAsync(Ana);

        Assert.Equal(Outcome.Created, result.Outcome);
        Assert.False(result.Succeeded);
        Assert.Equal([Outcome.Unknown, Outcome.Added], [.. result.Tags.Select(static tag => tag.Outcome)]);
        Assert.IsType<OutcomeUnknownException>(error);
    }

    [Theory]
    [InlineData(400, Outcome.Rejected, typeof(BadRequestException))]
    [InlineData(422, Outcome.Rejected, typeof(BadRequestException))]
    [InlineData(401, Outcome.Failed, typeof(UnauthorizedException))]
    [InlineData(403, Outcome.Failed, typeof(ForbiddenException))]
    [InlineData(429, Outcome.Failed, typeof(RateLimitedException))]
    public async Task A_refusal_is_the_customer_s_and_every_tag_s(int status, Outcome outcome, Type kind)
    {
        Service.Answer(FakeService.CustomerAdd, """{"statusCode":0,"message":"User with ID 1 sticket active","error":"Conflict"}""", status);

        var (result, error) = await CreateAsync(Ana);

        Assert.IsType(kind, error);
        Assert.Equal((outcome, Evidence.Response, false, null), (result.Outcome, result.Evidence, result.Succeeded, result.CustomerId));
        Assert.Equal(error!.Message, result.Detail);
        Assert.Contains("User with ID 1 sticket active", result.Detail, StringComparison.Ordinal);
        Assert.Equal(["T1", "T2"], [.. result.Tags.Select(static tag => tag.Code!)]);
        Assert.All(result.Tags, tag => Assert.Equal((Operation.Create, outcome, error.Message), (tag.Operation, tag.Outcome, tag.Detail)));
    }

    [Theory]
    [InlineData(500, typeof(ServerErrorException))]
    [InlineData(502, typeof(ServerErrorException))]
    [InlineData(503, typeof(ServerErrorException))]
    [InlineData(408, typeof(RequestTimeoutException))]
    [InlineData(200, typeof(InvalidResponseException))]
    public async Task A_customer_whose_answer_is_lost_is_unknown_and_keeps_what_hid_it(int status, Type inner)
    {
        Service.Answer(FakeService.CustomerAdd, "null", status);

        AssertUnknown(await CreateAsync(Ana), inner);
        Assert.Single(Service.Received, static request => request.Path is FakeService.CustomerAdd);
    }

    [Fact]
    public async Task A_timeout_after_the_request_left_is_unknown()
    {
        var clock = new FakeTimeProvider();
        var requests = 0;
        await using var server = new RawServer(exchange => requests++ == 0
            ? exchange.KeepSilentAsync()
            : exchange.SendAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"));
        var connection = ParkUpConnection.Open(Make.Options(server.Address) with { Clock = clock, Timeout = TimeSpan.FromSeconds(5) });
        var creating = new CustomerCreator(connection, RequestObserver.None).CreateAsync(Ana, Stop);
        await server.FirstRequest;

        clock.Advance(TimeSpan.FromSeconds(5));

        var report = await creating;
        AssertUnknown(report, typeof(RequestTimeoutException));
        Assert.Equal("The request was sent, but its outcome is unknown. The request timed out after 5 s. The outcome could not be checked with a list either: The service answered 500 Internal Server Error.", report.Detail);
    }

    [Fact]
    public async Task A_reset_after_the_request_left_is_unknown()
    {
        await using var server = new RawServer(static exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });

        AssertUnknown(await new CustomerCreator(Make.Connection(server.Address), RequestObserver.None).CreateAsync(Ana, Stop), typeof(ConnectionFailedException));
    }

    [Fact]
    public async Task A_token_that_is_refused_while_a_missing_status_is_looked_up_is_the_cause_of_the_unknown()
    {
        Service.Answer(FakeService.CustomerAdd, """{"customer":42,"tags":[{"tag":"T1","status":true}]}""", 201);
        Service.Answer(FakeService.TagList, "{}", 401);

        var (result, error) = await CreateAsync(Ana);

        Assert.Equal(Outcome.Created, result.Outcome);
        Assert.Equal([Outcome.Added, Outcome.Unknown], result.Tags.Select(static tag => tag.Outcome));
        Assert.IsType<UnauthorizedException>(Assert.IsType<OutcomeUnknownException>(error).InnerException);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_and_not_unknown()
    {
        using var closed = new ClosedPort();
        var connection = Make.Connection(closed.Address);

        var (result, error) = await new CustomerCreator(connection, RequestObserver.None).CreateAsync(Ana, Stop);

        Assert.Equal((Outcome.Failed, Evidence.None), (result.Outcome, result.Evidence));
        Assert.IsType<ConnectionFailedException>(error);
    }

    private static void AssertUnknown(CustomerResult report, Type inner)
    {
        var (result, error) = report;
        Assert.Equal((Outcome.Unknown, Evidence.None, false), (result.Outcome, result.Evidence, result.Succeeded));
        Assert.All(result.Tags, static tag => Assert.Equal(Outcome.Unknown, tag.Outcome));
        Assert.Equal(2, result.Tags.Count);
        var unknown = Assert.IsType<OutcomeUnknownException>(error);
        Assert.IsType(inner, unknown.InnerException);
        Assert.Equal("List the customer's tags before you send the row again.", unknown.Hint);
    }

    private Task<CustomerResult> CreateAsync(CustomerOrder order) => new CustomerCreator(Connection, RequestObserver.None).CreateAsync(order, Stop);
}
