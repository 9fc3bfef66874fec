using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Operations;

/// <summary>Adding tags: one result a row, in order, and each says what became of its own tag.</summary>
public sealed class TagWriterAddTests(FakeService service) : ServiceTests(service)
{
    private static readonly TagOrder[] Three =
    [
        Make.Order("T1", "AA1111", line: 2),
        Make.Order("T2", "BB2222", line: 3),
        Make.Order("T3", "CC3333", line: 4),
    ];

    [Fact]
    public async Task Tags_that_were_taken_are_added_and_the_others_rejected()
    {
        Service.Answer(FakeService.TagAdd, """{"customer":77,"tagsCreate":[{"tag":"T1","status":true},{"tag":"T2","status":false},{"tag":"T3","status":true}]}""");

        var reports = await AddAsync(Three);

        Assert.Equal([Outcome.Added, Outcome.Rejected, Outcome.Added], [.. reports.Select(static report => report.Outcome)]);
        Assert.Equal(
            new TagResult { RefId = "A1", CustomerId = 77, Code = "T1", Plate = "AA1111", Line = 2, Operation = Operation.Add, Outcome = Outcome.Added, Evidence = Evidence.Response },
            reports[0]);
        Assert.Null(reports[0].Error);
        Assert.Equal(Evidence.Response, reports[1].Evidence);
        Assert.IsType<TagRejectedException>(reports[1].Error);
        Assert.Equal(reports[1].Error!.Message, reports[1].Detail);
    }

    [Theory]
    [InlineData(0, 5L, 5L)]
    [InlineData(0, null, null)]
    [InlineData(-1, 5L, 5L)]
    [InlineData(9, 5L, 9L)]
    [InlineData(9, null, 9L)]
    public async Task The_customer_number_is_the_answer_s_where_it_has_one_and_else_the_row_s(long answered, long? given, long? expected)
    {
        Service.Answer(FakeService.TagAdd, $$"""{"customer":{{answered}},"tagsCreate":[{"tag":"T1","status":true}]}""");

        var report = Assert.Single(await AddAsync([Make.Order("T1", "AA1111", customerId: given)]));

        Assert.Equal(expected, report.CustomerId);
    }

    [Fact]
    public async Task A_tag_that_the_answer_does_not_speak_of_is_unknown_and_the_others_are_not()
    {
        Service.Answer(FakeService.TagAdd, """{"customer":1,"tagsCreate":[{"tag":"T3","status":true},{"tag":"T1","status":true}]}""");

        var reports = await AddAsync(Three);

        Assert.Equal([Outcome.Added, Outcome.Unknown, Outcome.Added], [.. reports.Select(static report => report.Outcome)]);
        Assert.Equal(Evidence.None, reports[1].Evidence);
        Assert.IsType<InvalidResponseException>(Assert.IsType<OutcomeUnknownException>(reports[1].Error).InnerException);
    }

    [Fact]
    public async Task A_400_that_names_tags_is_theirs_alone_and_the_others_are_sent_again_without_them()
    {
        Service.AnswerInTurn(
            FakeService.TagAdd,
            (400, """{"statusCode":400,"message":["tags.1.plate must be a plate","tags.1.code is odd"],"error":"Bad Request"}"""),
            (201, """{"customer":77,"tagsCreate":[{"tag":"T1","status":true},{"tag":"T3","status":true}]}"""));

        var reports = await AddAsync(Three);

        Assert.Equal([Outcome.Added, Outcome.Rejected, Outcome.Added], [.. reports.Select(static report => report.Outcome)]);
        Assert.Equal(["T1", "T2", "T3"], [.. reports.Select(static report => report.Code)]);
        Assert.Equal("The service answered 400 Bad Request: tags.1.plate must be a plate; tags.1.code is odd.", Assert.IsType<BadRequestException>(reports[1].Error).Message);
        Assert.Equal(2, Service.Received.Count);
        Assert.DoesNotContain("T2", Service.Received[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["tags.0.plate is odd","customer.refId is odd"]""")]
    [InlineData("""["tags.7.plate is odd"]""")]
    [InlineData("\"tags are odd\"")]
    public async Task A_400_about_anything_else_is_every_row_s_and_nothing_is_sent_again(string message)
    {
        Service.Answer(FakeService.TagAdd, $$"""{"statusCode":400,"message":{{message}}}""", 400);

        var reports = await AddAsync(Three);

        Assert.All(reports, static report => Assert.Equal(Outcome.Rejected, report.Outcome));
        Assert.Single(Service.Received);
    }

    [Theory]
    [InlineData(400, Outcome.Rejected, Evidence.Response, typeof(BadRequestException))]
    [InlineData(404, Outcome.Rejected, Evidence.Response, typeof(NotFoundException))]
    [InlineData(429, Outcome.Failed, Evidence.Response, typeof(RateLimitedException))]
    [InlineData(401, Outcome.Failed, Evidence.Response, typeof(UnauthorizedException))]
    [InlineData(407, Outcome.Failed, Evidence.None, typeof(ConnectionFailedException))]
    public async Task A_refusal_is_every_row_s(int status, Outcome outcome, Evidence evidence, Type error)
    {
        Service.Answer(FakeService.TagAdd, """{"message":"no"}""", status);

        var reports = await AddAsync(Three);

        Assert.Equal(["T1", "T2", "T3"], [.. reports.Select(static report => report.Code!)]);
        Assert.All(reports, report =>
        {
            Assert.Equal(outcome, report.Outcome);
            Assert.Equal(evidence, report.Evidence);
            Assert.IsType(error, report.Error);
            Assert.Equal(report.Error!.Message, report.Detail);
        });
        Assert.Single(Service.Received);
    }

    [Theory]
    [InlineData(500, typeof(ServerErrorException))]
    [InlineData(503, typeof(ServerErrorException))]
    [InlineData(408, typeof(RequestTimeoutException))]
    [InlineData(302, typeof(InvalidResponseException))]
    [InlineData(200, typeof(InvalidResponseException))]
    public async Task A_write_whose_answer_is_lost_is_unknown_and_keeps_what_hid_it(int status, Type inner)
    {
        Service.Answer(FakeService.TagAdd, "<html/>", status);

        var reports = await AddAsync(Three);

        Assert.Equal(3, reports.Count);
        Assert.All(reports, report =>
        {
            Assert.Equal(Outcome.Unknown, report.Outcome);
            Assert.Equal(Evidence.None, report.Evidence);
            var unknown = Assert.IsType<OutcomeUnknownException>(report.Error);
            Assert.IsType(inner, unknown.InnerException);
            Assert.Equal((System.Net.HttpStatusCode)status, unknown.Request!.Status);
            Assert.Contains(unknown.InnerException!.Message, unknown.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Rows_go_out_in_batches_of_at_most_the_size_and_come_back_in_order()
    {
        const string Taken = """{"tag":"T{0}","status":true}""";
        Service.AnswerInTurn(
            FakeService.TagAdd,
            (200, $$"""{"customer":1,"tagsCreate":[{{Taken.Replace("{0}", "2", StringComparison.Ordinal)}},{{Taken.Replace("{0}", "1", StringComparison.Ordinal)}}]}"""),
            (201, """{"customer":1,"tagsCreate":[{"tag":"T3","status":false}]}"""));

        var reports = await AddAsync(Three, batchSize: 2);

        Assert.Equal(
            [
                """{"customer":{"refId":"A1"},"tags":[{"code":"T1","plate":"AA1111"},{"code":"T2","plate":"BB2222"}]}""",
                """{"customer":{"refId":"A1"},"tags":[{"code":"T3","plate":"CC3333"}]}""",
            ],
            [.. Service.Received.Where(static request => request.Path is FakeService.TagAdd).Select(static request => request.Body)]);
        Assert.Equal([("T1", Outcome.Added), ("T2", Outcome.Added), ("T3", Outcome.Rejected)], [.. reports.Select(static report => (report.Code!, report.Outcome))]);
    }

    [Theory]
    [InlineData(401, typeof(UnauthorizedException))]
    [InlineData(403, typeof(ForbiddenException))]
    public async Task A_token_that_is_refused_midway_stops_and_what_was_not_sent_failed(int status, Type error)
    {
        Service.AnswerInTurn(FakeService.TagAdd, (200, """{"customer":1,"tagsCreate":[{"tag":"T1","status":true}]}"""), (status, "{}"));

        var reports = await AddAsync(Three, batchSize: 1);

        Assert.Equal(2, Service.Received.Count);
        Assert.Equal(
            [("T1", 2, Outcome.Added, Evidence.Response), ("T2", 3, Outcome.Failed, Evidence.Response), ("T3", 4, Outcome.Failed, Evidence.None)],
            [.. reports.Select(static report => (report.Code!, report.Line!.Value, report.Outcome, report.Evidence))]);
        Assert.IsType(error, reports[2].Error);
    }

    [Fact]
    public async Task A_400_whose_body_was_cut_off_is_halved_until_its_own_tags_are_alone()
    {
        using var handler = new UnreadableRefusal("BAD");
        TagOrder[] orders = [.. Enumerable.Range(1, 50).Select(static i => Make.Order(i == 17 ? "BAD" : $"T{i}", $"AA{i:0000}", line: i))];

        var results = await new TagWriter(Make.Connection(handler), Operation.Add, RequestObserver.None).WriteAsync(orders, 50, Stop);

        Assert.Equal(orders.Select(static order => order.Line), results.Select(static result => result.Line));
        Assert.All(results, static result => Assert.Equal(result.Code is "BAD" ? Outcome.Rejected : Outcome.Added, result.Outcome));
        Assert.Equal(50, handler.Sizes[0]);
        Assert.InRange(handler.Sizes.Count, 2, 14);
    }

    [Fact]
    public async Task Any_other_failure_midway_does_not_hold_up_the_batches_after_it()
    {
        Service.AnswerInTurn(
            FakeService.TagAdd,
            (500, "{}"),
            (409, "{}"),
            (200, """{"customer":1,"tagsCreate":[{"tag":"T3","status":true}]}"""));

        var reports = await AddAsync(Three, batchSize: 1);

        Assert.Equal([Outcome.Unknown, Outcome.Rejected, Outcome.Added], [.. reports.Select(static report => report.Outcome)]);
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_and_nothing_is_unknown()
    {
        using var closed = new ClosedPort();
        var connection = Make.Connection(closed.Address);

        var reports = await new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(Three, 50, Stop);

        Assert.Equal([Outcome.Failed, Outcome.Failed, Outcome.Failed], [.. reports.Select(static report => report.Outcome)]);
        Assert.All(reports, static report => Assert.IsType<ConnectionFailedException>(report.Error));
    }

    private Task<IReadOnlyList<TagResult>> AddAsync(TagOrder[] orders, int batchSize = 50) =>
        new TagWriter(Connection, Operation.Add, RequestObserver.None).WriteAsync(orders, batchSize, Stop);

    /// <summary>Takes every tag, but refuses a request with one of them in more words than are read.</summary>
    private sealed class UnreadableRefusal(string code) : HttpMessageHandler
    {
        public List<int> Sizes { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = System.Text.Json.JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            string[] codes = [.. body.RootElement.GetProperty("tags").EnumerateArray().Select(static tag => tag.GetProperty("code").GetString()!)];
            Sizes.Add(codes.Length);
            var isRefused = codes.Contains(code, StringComparer.Ordinal);
            return new HttpResponseMessage(isRefused ? System.Net.HttpStatusCode.BadRequest : System.Net.HttpStatusCode.OK)
            {
                Content = new StringContent(
                    isRefused ? $$"""{"statusCode":400,"message":["tags.0.plate {{new string('x', 100_000)}}"]}"""
                        : $$"""{"customer":1,"tagsCreate":[{{string.Join(',', codes.Select(static code => $$"""{"tag":"{{code}}","status":true}"""))}}]}""",
                    System.Text.Encoding.UTF8,
                    "application/json"),
            };
        }
    }
}
