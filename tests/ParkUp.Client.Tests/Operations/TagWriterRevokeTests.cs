using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Operations;

/// <summary>Revoking tags: by code and plate, by either, or all; a list tells what a row means.</summary>
public sealed class TagWriterRevokeTests(FakeService service) : ServiceTests(service)
{
    private const string Holding =
        """[{"id":11,"code":"T1","plate":"AA1111"},{"id":12,"code":"t1","plate":"BB2222"},{"id":13,"code":" T3 ","plate":"aa-11.11"},{"id":14,"code":"T4","plate":"CC3333"}]""";

    [Fact]
    public async Task With_code_and_plate_nothing_is_listed()
    {
        Service.Answer(FakeService.TagCancel, """{"customer":7,"tagsCancell":[{"tag":"T2","cancell":true},{"tag":"T1","cancell":true}]}""");

        var reports = await RevokeAsync(Make.Order("T1", "AA1111", line: 2), Make.Order("T2", "BB2222", line: 3));

        Assert.Equal(
            [("T1", Outcome.Revoked, Evidence.Response, 2), ("T2", Outcome.Revoked, Evidence.Response, 3)],
            [.. reports.Select(static report => (report.Code!, report.Outcome, report.Evidence, report.Line!.Value))]);
        Assert.All(reports, static report => Assert.Equal((Operation.Revoke, 7L), (report.Operation, report.CustomerId)));
        Assert.Equal(["PUT"], [.. Service.Received.Select(static request => request.Method)]);
    }

    [Fact]
    public async Task A_token_that_a_list_gives_for_a_tag_is_in_no_result()
    {
        Service.Answer(FakeService.TagList, $$"""[{"id":1,"code":"{{Make.Token}}","plate":"AA1111"}]""");
        Service.Answer(FakeService.TagCancel, $$"""{"customer":7,"tagsCancell":[{"tag":"{{Make.Token}}","cancell":true}]}""");

        var report = Assert.Single(await RevokeAsync(Make.Order(code: null, plate: null)));

        Assert.Equal("***:AA1111 Revoked", report.ToString());
    }

    [Fact]
    public async Task A_tag_that_was_not_cancelled_is_refused_where_a_list_holds_it_and_else_it_is_revoked_already()
    {
        Service.Answer(FakeService.TagList, """[{"id":2,"code":"T2","plate":"BB2222"}]""");
        Service.Answer(FakeService.TagCancel, """{"customer":7,"tagsCancell":[{"tag":"T2","cancell":false},{"tag":"T1","cancell":false}]}""");

        var reports = await RevokeAsync(Make.Order("T1", "AA1111"), Make.Order("T2", "BB2222"));

        Assert.Equal(
            [(Outcome.AlreadyRevoked, Evidence.List, 7L), (Outcome.Rejected, Evidence.Response, 7L)],
            [.. reports.Select(static report => (report.Outcome, report.Evidence, report.CustomerId!.Value))]);
        Assert.IsType<TagRejectedException>(reports[1].Error);
    }

    [Fact]
    public async Task The_code_alone_finds_its_plate()
    {
        Service.Answer(FakeService.TagList, Holding);
        Service.Answer(FakeService.TagCancel, """{"customer":7,"tagsCancell":[{"tag":"T1","cancell":true}]}""");

        var report = Assert.Single(await RevokeAsync(Make.Order("T1", plate: null, customerId: 7, line: 5)));

        Assert.Equal(
            new TagResult { RefId = "A1", CustomerId = 7, Code = "T1", Plate = "AA1111", Line = 5, Operation = Operation.Revoke, Outcome = Outcome.Revoked, Evidence = Evidence.Response },
            report);
        Assert.Equal(
            ["""{"customerId":7,"refId":"A1"}""", """{"customer":{"refId":"A1","id":7},"tags":[{"code":"T1","plate":"AA1111"}]}"""],
            [.. Service.Received.Select(static request => request.Body)]);
    }

    [Fact]
    public async Task The_plate_alone_may_mean_several_tags_and_each_has_its_result()
    {
        Service.Answer(FakeService.TagList, Holding);
        Service.Answer(FakeService.TagCancel, """{"customer":7,"tagsCancell":[{"tag":"T3","cancell":false},{"tag":"T1","cancell":true}]}""");

        var reports = await RevokeAsync(Make.Order(code: null, "AA1111", line: 5));

        Assert.Equal(
            [("T1", "AA1111", Outcome.Revoked, 5), (" T3 ", "aa-11.11", Outcome.Rejected, 5)],
            [.. reports.Select(static report => (report.Code!, report.Plate!, report.Outcome, report.Line!.Value))]);
        // The service is told its own spelling: it may know the tag by no other.
        Assert.Equal("""{"customer":{"refId":"A1"},"tags":[{"code":"T1","plate":"AA1111"},{"code":" T3 ","plate":"aa-11.11"}]}""", Service.Received[1].Body);
    }

    [Fact]
    public async Task Neither_means_all_and_goes_out_in_batches()
    {
        Service.Answer(FakeService.TagList, Holding);
        Service.AnswerInTurn(
            FakeService.TagCancel,
            (200, """{"customer":7,"tagsCancell":[{"tag":"T1","cancell":true},{"tag":"t1","cancell":true},{"tag":"T3","cancell":true}]}"""),
            (200, """{"customer":7,"tagsCancell":[{"tag":"T4","cancell":true}]}"""));

        var reports = await RevokeAsync(3, Make.Order(code: null, plate: null));

        Assert.Equal(["T1", "t1", " T3 ", "T4"], [.. reports.Select(static report => report.Code!)]);
        Assert.All(reports, static report => Assert.Equal(Outcome.Revoked, report.Outcome));

        // The last one is a list, which shows nothing new.
        Assert.Equal(4, Service.Received.Count);
    }

    [Theory]
    [InlineData("T9", null, "The customer holds no tag with code T9.")]
    [InlineData(null, "ZZ9999", "The customer holds no tag for plate ZZ9999.")]
    public async Task A_row_that_means_no_tag_was_revoked_already(string? code, string? plate, string detail)
    {
        Service.Answer(FakeService.TagList, Holding);

        var report = Assert.Single(await RevokeAsync(Make.Order(code, plate, customerId: 7, line: 4)));

        Assert.Equal(
            new TagResult { RefId = "A1", CustomerId = 7, Code = code, Plate = plate, Line = 4, Operation = Operation.Revoke, Outcome = Outcome.AlreadyRevoked, Evidence = Evidence.List, Detail = detail },
            report);
        Assert.Null(report.Error);
        Assert.True(report.Succeeded);
        Assert.Equal(FakeService.TagList, Assert.Single(Service.Received).Path);
    }

    [Fact]
    public async Task A_customer_without_tags_has_none_to_revoke()
    {
        Service.Answer(FakeService.TagList, "[]");

        var report = Assert.Single(await RevokeAsync(Make.Order(code: null, plate: null)));

        Assert.Equal((Outcome.AlreadyRevoked, "The customer holds no tag."), (report.Outcome, report.Detail));
    }

    [Theory]
    [InlineData(500, Outcome.Failed, Evidence.Response, typeof(ServerErrorException))]
    [InlineData(503, Outcome.Failed, Evidence.Response, typeof(ServerErrorException))]
    [InlineData(429, Outcome.Failed, Evidence.Response, typeof(RateLimitedException))]
    [InlineData(401, Outcome.Failed, Evidence.Response, typeof(UnauthorizedException))]
    [InlineData(408, Outcome.Failed, Evidence.None, typeof(RequestTimeoutException))]
    [InlineData(307, Outcome.Failed, Evidence.None, typeof(InvalidResponseException))]
    [InlineData(200, Outcome.Failed, Evidence.None, typeof(InvalidResponseException))]
    [InlineData(400, Outcome.Rejected, Evidence.Response, typeof(BadRequestException))]
    [InlineData(404, Outcome.Rejected, Evidence.Response, typeof(NotFoundException))]
    public async Task A_list_that_fails_wrote_nothing_and_is_never_unknown(int status, Outcome outcome, Evidence evidence, Type error)
    {
        Service.Answer(FakeService.TagList, "{}", status);

        var report = Assert.Single(await RevokeAsync(Make.Order("T1", plate: null)));

        Assert.Equal((outcome, evidence), (report.Outcome, report.Evidence));
        Assert.Equal(("T1", null), (report.Code, report.Plate));
        Assert.IsType(error, report.Error);
        Assert.Equal(FakeService.TagList, Assert.Single(Service.Received).Path);
    }

    [Fact]
    public async Task Rows_of_both_kinds_keep_their_order()
    {
        Service.Answer(FakeService.TagList, Holding);
        Service.AnswerInTurn(
            FakeService.TagCancel,
            (200, """{"customer":7,"tagsCancell":[{"tag":"T9","cancell":true}]}"""),
            (200, """{"customer":7,"tagsCancell":[{"tag":"T4","cancell":true}]}"""),
            (200, """{"customer":7,"tagsCancell":[{"tag":"T8","cancell":true}]}"""));

        var reports = await RevokeAsync(Make.Order("T9", "ZZ9999"), Make.Order("T4", plate: null), Make.Order("T8", "YY8888"));

        Assert.Equal([("T9", "ZZ9999"), ("T4", "CC3333"), ("T8", "YY8888")], [.. reports.Select(static report => (report.Code!, report.Plate!))]);
        Assert.All(reports, static report => Assert.Equal(Outcome.Revoked, report.Outcome));
    }

    [Fact]
    public async Task A_token_that_is_refused_midway_stops_and_the_rest_of_the_batches_failed()
    {
        Service.Answer(FakeService.TagList, Holding);
        Service.AnswerInTurn(FakeService.TagCancel, (200, """{"customer":7,"tagsCancell":[{"tag":"T1","cancell":true}]}"""), (401, """{"statusCode":401,"message":"Unauthorized"}"""));

        var reports = await RevokeAsync(1, Make.Order(code: null, plate: null));

        Assert.Equal([Outcome.Revoked, Outcome.Failed, Outcome.Failed, Outcome.Failed], [.. reports.Select(static report => report.Outcome)]);
        Assert.All(reports.Skip(1), static report => Assert.IsType<UnauthorizedException>(report.Error));
        Assert.Equal(3, Service.Received.Count);
    }

    [Theory]
    [InlineData(401, 1)]
    [InlineData(200, 2)]
    public async Task A_token_that_is_refused_stops_the_rows_that_have_still_to_be_looked_up(int listed, int requests)
    {
        Service.Answer(FakeService.TagList, Holding, listed);
        Service.Answer(FakeService.TagCancel, "{}", 401);

        var reports = await RevokeAsync(Make.Order("T4", plate: null, line: 2), Make.Order("T9", "ZZ9999", line: 3), Make.Order(code: null, "CC3333", line: 4));

        Assert.Equal(
            [("T4", 2, Outcome.Failed), ("T9", 3, Outcome.Failed), (null, 4, Outcome.Failed)],
            [.. reports.Select(static report => (report.Code, report.Line!.Value, report.Outcome))]);
        Assert.All(reports, static report => Assert.IsType<UnauthorizedException>(report.Error));
        Assert.Equal(requests, Service.Received.Count);
    }

    [Fact]
    public async Task A_row_of_which_one_tag_failed_is_sent_again_when_it_comes_again()
    {
        Service.Answer(FakeService.TagList, """[{"id":1,"code":"T1","plate":"AA1111"},{"id":2,"code":"T2","plate":"AA1111"}]""");
        Service.Answer(FakeService.TagCancel, """{"customer":7,"tagsCancell":[{"tag":"T1","cancell":true},{"tag":"T2","cancell":false}]}""");
        using var run = new TagWriter(Connection, Operation.Revoke, RequestObserver.None).Start(new BulkOptions { BatchSize = 50 }, Stop);
        Outcome[] expected = [Outcome.Revoked, Outcome.Rejected];

        for (var i = 1; i <= 2; i++)
        {
            run.Add(Make.Order(code: null, "AA1111"));
            List<Outcome> outcomes = [];
            while (!run.IsEmpty)
            {
                await run.WaitAsync(Timeout.InfiniteTimeSpan, Stop);
                outcomes.AddRange(run.Taken().Select(static result => result.Outcome));
            }

            Assert.Equal(expected, outcomes);
            Assert.Equal(i, Service.Received.Count(static request => request.Path is FakeService.TagCancel));
        }
    }

    private Task<IReadOnlyList<TagResult>> RevokeAsync(params TagOrder[] orders) => RevokeAsync(50, orders);

    private Task<IReadOnlyList<TagResult>> RevokeAsync(int batchSize, params TagOrder[] orders) =>
        new TagWriter(Connection, Operation.Revoke, RequestObserver.None).WriteAsync(orders, batchSize, Stop);
}
