using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Retry;

/// <summary>What becomes of tags when requests fail: who is sent again, who is looked for, and what is reported.</summary>
public sealed class TagFaultTests
{
    private const string Add = "tag/add";
    private const string Cancel = "tag/cancel";
    private const string List = "tag/list";

    private static readonly TagOrder[] Two = [Make.Order("T1", "AA1111"), Make.Order("T2", "BB2222")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_429_is_waited_out_and_sent_again_without_a_look()
    {
        using var service = Service((Add, FaultKind.TooManyRequests), (Add, FaultKind.TooManyRequests));

        await AssertAllAsync(service, Outcome.Added, Evidence.Response);

        Assert.Equal([Add, Add, Add], service.Sent);
        Assert.Equal(2, service.Clock.Waits.Count(static wait => wait >= TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Timeout)]
    [InlineData(FaultKind.Html)]
    public async Task What_was_not_applied_is_looked_for_twice_and_sent_again(FaultKind fault)
    {
        using var service = Service((Add, fault));

        await AssertAllAsync(service, Outcome.Added, Evidence.Response);

        Assert.Equal([Add, Add], [.. service.Sent.Where(static path => path is not List)]);
        Assert.InRange(service.Sent.Count(static path => path is List), 2, 4);
        Assert.Equal([Add, List, List], [.. service.Sent.Take(3)]);
    }

    [Theory]
    [InlineData(FaultKind.CommitThenDrop)]
    [InlineData(FaultKind.CommitThen500)]
    [InlineData(FaultKind.Truncate)]
    public async Task What_was_applied_is_found_and_not_sent_again(FaultKind fault)
    {
        using var service = Service((Add, fault));

        await AssertAllAsync(service, Outcome.Added, Evidence.List);

        Assert.Equal([Add, List, List], service.Sent);
    }

    [Fact]
    public async Task What_one_list_shows_is_added_even_where_no_second_list_can_be_had()
    {
        using var service = Service((Add, FaultKind.CommitThenDrop), (List, null), (List, FaultKind.ServerError), (List, FaultKind.ServerError), (List, FaultKind.ServerError), (List, FaultKind.ServerError));

        await AssertAllAsync(service, Outcome.Added, Evidence.List);

        Assert.Equal([Add, List, List, List, List, List], service.Sent);
    }

    [Theory]
    [InlineData(FaultKind.CommitThenDrop)]
    [InlineData(FaultKind.CommitThen500)]
    [InlineData(FaultKind.Truncate)]
    public async Task A_revocation_that_was_applied_is_found_and_not_sent_again(FaultKind fault)
    {
        using var service = Service((Cancel, fault)).WithCustomer("B2", ("T1", "AA1111"));

        var report = Assert.Single(await new TagWriter(service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111", "B2")], 50, Stop));

        Assert.Equal((Outcome.Revoked, Evidence.List, null), (report.Outcome, report.Evidence, report.Error));
        Assert.Equal([Cancel], [.. service.Sent.Where(static path => path is not List)]);
        Assert.InRange(service.Sent.Count(static path => path is List), 2, 4);
    }

    [Fact]
    public async Task A_list_that_fails_is_asked_for_again()
    {
        using var service = Service((Add, FaultKind.CommitThenDrop), (List, FaultKind.ServerError), (List, FaultKind.Drop), (List, FaultKind.Html));

        await AssertAllAsync(service, Outcome.Added, Evidence.List);
    }

    [Fact]
    public async Task A_list_that_fails_after_a_409_makes_no_tag_refused_for_another_s_sake()
    {
        using var service = Service([.. Enumerable.Repeat((List, (FaultKind?)FaultKind.ServerError), 4)]).WithCustomer("B2", ("T1", "ZZ1111"));

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([.. Enumerable.Range(0, 4).Select(static n => Make.Order($"T{n}", $"AA{n}{n}{n}{n}"))], 50, Stop);

        Assert.All(reports.Where(static report => report.Code is not "T1"), static report => Assert.Equal(Outcome.Failed, report.Outcome));
    }

    [Fact]
    public async Task A_revocation_that_a_404_hides_is_not_called_failed()
    {
        using var service = new FakeService();
        service.Answer(FakeService.TagCancel, "{}", 500);
        service.Answer(FakeService.TagList, """{"statusCode":404,"message":"User has no tags"}""", 404);

        var report = Assert.Single(await new TagWriter(Make.Connection(service.Address), Operation.Revoke, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111")], 50, Stop));

        Assert.Equal(Outcome.Unknown, report.Outcome);
    }

    [Fact]
    public async Task A_tag_that_a_lagging_list_does_not_show_yet_is_not_taken_for_revoked()
    {
        using var service = Service(["ListLag=3"], (Cancel, FaultKind.Drop));
        await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([Two[0]], 50, Stop);

        var report = Assert.Single(await new TagWriter(service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync([Two[0]], 50, Stop));

        Assert.Equal((Outcome.Revoked, Evidence.Response), (report.Outcome, report.Evidence));
        Assert.Empty(service.Held("A1"));
    }

    [Fact]
    public async Task Only_what_the_list_lacks_is_sent_again()
    {
        using var service = Service((Add, FaultKind.Drop)).WithCustomer("B2", ("T1", "AA1111"));

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111", "B2"), Make.Order("T2", "BB2222", "B2")], 50, Stop);

        Assert.All(reports, static report => Assert.Equal(Outcome.Added, report.Outcome));
        var again = service.Log.Read()[^1];
        Assert.Contains("T2", again.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("T1", again.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_to_the_last_has_failed_where_lists_show_that_it_is_not_there()
    {
        using var service = Service([.. Enumerable.Repeat((Add, (FaultKind?)FaultKind.ServerError), 4)]);

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync(Two, 50, Stop);

        Assert.All(reports, static report => Assert.Equal((Outcome.Failed, Evidence.List), (report.Outcome, report.Evidence)));
        Assert.All(reports, static report => Assert.IsType<ServerErrorException>(report.Error));
        Assert.Equal(4, service.Sent.Count(static path => path is Add));
        Assert.Empty(service.Held("A1"));
    }

    [Fact]
    public async Task Without_a_list_it_is_unknown_and_tells_both_reasons()
    {
        using var service = new FaultyService(FaultPlan.When(static request =>
            request.Path.EndsWith("add", StringComparison.Ordinal) ? FaultKind.CommitThenDrop : FaultKind.ServerError));

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111", "nobody")], 50, Stop);

        var report = Assert.Single(reports);
        Assert.Equal((Outcome.Unknown, Evidence.None), (report.Outcome, report.Evidence));
        Assert.IsType<ConnectionFailedException>(Assert.IsType<OutcomeUnknownException>(report.Error).InnerException);
        Assert.Contains("500 Internal Server Error", report.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Batch", "3")]
    [InlineData("Partial", "3")]
    [InlineData("PerTag", "3")]
    [InlineData("PerTag", "0")]
    public async Task A_list_that_lags_makes_no_tag_look_refused_that_was_taken(string conflict, string lag)
    {
        using var service = Service([$"Conflict={conflict}", $"ListLag={lag}"], (Add, FaultKind.CommitThenDrop));

        await AssertAllAsync(service, Outcome.Added, Evidence.List);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    public async Task A_partial_409_loses_no_tag_behind_a_list_that_lags(string lag)
    {
        using var service = Service(["Conflict=Partial", $"ListLag={lag}"]).WithCustomer("B2", ("T0", "ZZ0000"), ("T5", "ZZ5555"));
        TagOrder[] orders = [.. Enumerable.Range(0, 9).Select(static n => Make.Order($"T{n}", $"AA{n}{n}{n}{n}"))];

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync(orders, 50, Stop);

        string[] refused = ["T0", "T5"];
        Assert.All(reports, report => Assert.Equal(refused.Contains(report.Code), report.Outcome == Outcome.Rejected));
        Assert.Equal(7, service.Held("A1").Count);
        Assert.All(reports, static report => Assert.True(report.Succeeded || report.Error is ConflictException));
    }

    [Fact]
    public async Task A_second_run_is_quiet_where_the_service_answers_by_tag()
    {
        using var service = Service(["Conflict=PerTag"]).WithCustomer("B2", ("T1", "AA1111"));
        TagOrder[] orders = [Make.Order("T1", "AA1111", "B2"), Make.Order("T2", "BB2222", "B2")];

        var added = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync(orders, 50, Stop);
        await new TagWriter(service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync(orders, 50, Stop);
        var revoked = await new TagWriter(service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync(orders, 50, Stop);

        Assert.Equal([Outcome.AlreadyActive, Outcome.Added], [.. added.Select(static report => report.Outcome)]);
        Assert.All(revoked, static report => Assert.Equal((Outcome.AlreadyRevoked, Evidence.List), (report.Outcome, report.Evidence)));
    }

    [Fact]
    public async Task A_tag_of_a_customer_that_nobody_knows_is_not_taken_for_revoked()
    {
        using var service = Service((Cancel, FaultKind.CommitThenDrop));

        var report = Assert.Single(await new TagWriter(service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111", "misspelt")], 50, Stop));

        Assert.Equal(Outcome.Rejected, report.Outcome);
        Assert.IsType<NotFoundException>(report.Error);
    }

    [Fact]
    public async Task A_list_that_holds_cancelled_tags_proves_no_revocation()
    {
        using var service = Service(["ListCancelled=Yes"], (Cancel, FaultKind.CommitThenDrop)).WithCustomer("B2", ("T1", "AA1111"));

        var report = Assert.Single(await new TagWriter(service.Connection, Operation.Revoke, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111", "B2")], 50, Stop));

        Assert.Equal(Outcome.Unknown, report.Outcome);
    }

    [Theory]
    [InlineData("T3", 0)]
    [InlineData("T0", 0)]
    [InlineData("T0 T1", 5)]
    [InlineData("T2 T1 T7", 0)]
    public async Task A_409_is_waited_about_only_where_nothing_shows_that_the_tag_was_not_let_through(string inUse, int seconds)
    {
        using var service = Service(["Conflict=Batch"]).WithCustomer("B2", [.. inUse.Split(' ').Select(static code => (code, "ZZ1111"))]);
        var start = service.Clock.GetTimestamp();

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([.. Enumerable.Range(0, 8).Select(static n => Make.Order($"T{n}", $"AA{n}{n}{n}{n}"))], 50, Stop);

        Assert.Equal(inUse.Split(' ').Length, reports.Count(static report => report.Outcome == Outcome.Rejected));
        // The rows themselves wait for each other for a moment.
        Assert.InRange(service.Clock.GetElapsedTime(start), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 1));
    }

    [Fact]
    public async Task A_413_halves_the_batch_and_the_next_ones_begin_with_what_was_taken()
    {
        var sizes = new List<int>();
        using var limited = new LimitedService(most: 5, sizes);
        TagOrder[] orders = [.. Enumerable.Range(0, 36).Select(static n => Make.Order($"T{n}", $"AA{n:D4}"))];

        var reports = await new TagWriter(limited.Connection, Operation.Add, RequestObserver.None).WriteAsync(orders, 12, Stop);

        Assert.All(reports, static report => Assert.Equal(Outcome.Added, report.Outcome));
        Assert.Equal([12, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3], sizes);
    }

    [Fact]
    public async Task A_single_tag_that_is_too_long_is_refused()
    {
        using var limited = new LimitedService(most: 0, []);

        var report = Assert.Single(await new TagWriter(limited.Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111")], 50, Stop));

        Assert.Equal(Outcome.Rejected, report.Outcome);
        Assert.IsType<BadRequestException>(report.Error);
    }

    private static FaultyService Service(params (string Path, FaultKind? Kind)[] faults) => Service([], faults);

    private static FaultyService Service(string[] behaviour, params (string Path, FaultKind? Kind)[] faults) =>
        new FaultyService(Faults.Of(faults), retries: 3, behaviour).WithCustomer("A1");

    private static async Task AssertAllAsync(FaultyService service, Outcome outcome, Evidence evidence)
    {
        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync(Two, 50, Stop);

        Assert.All(reports, report => Assert.Equal((outcome, evidence, null), (report.Outcome, report.Evidence, report.Error)));
        Assert.Equal(["T1", "T2"], service.Held("A1"));
    }
}
