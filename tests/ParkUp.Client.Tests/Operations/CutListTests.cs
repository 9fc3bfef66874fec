using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Operations;

/// <summary>Lists that end after so many tags without a word: what they do not show proves nothing.</summary>
public sealed class CutListTests(FakeService scripted) : ServiceTests(scripted)
{
    private static readonly (string Code, string Plate)[] Eighty = [.. Enumerable.Range(0, 80).Select(static n => ($"T{n:D2}", $"AA{n:D4}"))];

    [Theory]
    [InlineData("ListLag=0")]
    [InlineData("ListLag=3")]
    public async Task All_of_a_customers_tags_are_revoked_list_after_list(string lag)
    {
        using var service = new FaultyService(FaultPlan.None, 3, "ListLimit=50", lag).WithCustomer("A1", Eighty);

        var (reports, warning) = await RevokeAsync(service, Make.Order(code: null, plate: null));

        Assert.Equal([.. Eighty.Select(static tag => tag.Code)], [.. reports.Select(static report => report.Code!)]);
        Assert.All(reports, static report => Assert.Equal(Outcome.Revoked, report.Outcome));
        Assert.Empty(service.Held("A1"));
        Assert.Null(warning);
    }

    [Fact]
    public async Task Where_the_list_shows_the_same_tags_for_ever_the_rest_is_unknown()
    {
        using var service = new FaultyService(FaultPlan.None, 3, "ListLimit=50", "ListCancelled=Yes").WithCustomer("A1", Eighty);

        var (reports, warning) = await RevokeAsync(service, Make.Order(code: null, plate: null));

        Assert.Equal(51, reports.Count);
        AssertUnknown(reports[^1]);
        Assert.Contains("customer A1 may be incomplete", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_the_list_does_not_show_is_not_revoked_already()
    {
        using var service = new FaultyService(FaultPlan.None, 3, "ListLimit=50").WithCustomer("A1", Eighty);

        var (reports, warning) = await RevokeAsync(service, Make.Order("T70", plate: null), Make.Order("T10", plate: null));

        AssertUnknown(reports[0]);
        Assert.Equal(Outcome.Revoked, reports[1].Outcome);
        Assert.NotNull(warning);
    }

    [Theory]
    [InlineData("T70", "ZZ9999")]
    [InlineData("T99", "ZZ9999")]
    public async Task A_tag_that_was_not_cancelled_and_is_not_listed_is_not_revoked_already(string code, string plate)
    {
        using var service = new FaultyService(FaultPlan.None, 3, "ListLimit=50").WithCustomer("A1", Eighty);

        var (reports, _) = await RevokeAsync(service, Make.Order(code, plate));

        AssertUnknown(Assert.Single(reports));
    }

    [Theory]
    [InlineData(FaultKind.CommitThenDrop)]
    [InlineData(FaultKind.Drop)]
    public async Task An_add_whose_answer_was_lost_is_unknown_and_not_sent_again(FaultKind fault)
    {
        using var service = new FaultyService(Faults.Of(("tag/add", fault)), 3, "ListLimit=50").WithCustomer("A1", Eighty);

        var report = Assert.Single(await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("N1", "BB1111")], 50, Stop));

        AssertUnknown(report);
        Assert.Single(service.Sent, static path => path is "tag/add");
    }

    [Fact]
    public async Task An_add_whose_answer_was_lost_is_sent_again_once_a_longer_list_shows_that_the_list_was_whole()
    {
        FaultyService? service = null;
        var (adds, lists) = (0, 0);
        var plan = FaultPlan.When(request =>
        {
            if (request.Path.EndsWith("tag/list", StringComparison.Ordinal) && ++lists == 3)
            {
                // Another customer's list, after two of this one's have agreed.
                service!.Connection.Longest.Note(51);
            }

            return request.Path.EndsWith("tag/add", StringComparison.Ordinal) && ++adds == 1 ? FaultKind.Drop : null;
        });
        using (service = new FaultyService(plan, 3).WithCustomer("A1", Eighty[..50]))
        {
            var report = Assert.Single(await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("N1", "BB1111")], 50, Stop));

            Assert.Equal((Outcome.Added, Evidence.Response), (report.Outcome, report.Evidence));
            Assert.Equal(2, adds);
        }
    }

    [Fact]
    public async Task A_tag_in_use_may_be_the_customers_own()
    {
        using var service = new FaultyService(FaultPlan.None, 3, "ListLimit=50").WithCustomer("A1", Eighty);

        var report = Assert.Single(await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T70", "AA0070")], 50, Stop));

        AssertUnknown(report);
    }

    [Fact]
    public async Task A_customer_in_conflict_may_hold_the_tags_that_are_not_listed()
    {
        using var service = new FaultyService(FaultPlan.None, 3, "ListLimit=50").WithCustomer("A1", Eighty);

        var result = await new CustomerCreator(service.Connection, RequestObserver.None).CreateAsync(Make.Customer(Make.Order("T70", "AA0070"), Make.Order("T10", "AA0010")), Stop);

        Assert.Equal((Outcome.Unknown, Outcome.Unknown, Outcome.AlreadyActive), (result.Outcome, result.Tags[0].Outcome, result.Tags[1].Outcome));
    }

    [Fact]
    public async Task A_list_that_lacks_what_the_service_confirmed_proves_nothing_either()
    {
        Service.Answer(FakeService.TagList, "[]");
        Service.AnswerInTurn(
            FakeService.TagAdd,
            (409, """{"statusCode":409,"message":"User with ID 7 sticket active","error":"Conflict"}"""),
            (201, """{"customer":7,"tagsCreate":[{"tag":"T1","status":true}]}"""),
            (500, "{}"));

        var reports = await new TagWriter(Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "AA1111"), Make.Order("T2", "BB2222")], 50, Stop);

        Assert.Equal([Outcome.Added, Outcome.Unknown], [.. reports.Select(static report => report.Outcome)]);
        Assert.Contains("lacks a tag", reports[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_longer_list_shows_that_a_list_was_whole()
    {
        var lists = new ListLengths(new LongestList());
        Assert.False(lists.MayBeCut(49));
        Assert.True(lists.MayBeCut(50));
        lists.Warn("A1", 50, "Because.");
        Assert.NotNull(lists.Warning);

        Assert.False(lists.MayBeCut(51));
        Assert.False(lists.MayBeCut(50));
        Assert.Null(lists.Warning);
    }

    [Fact]
    public void A_list_that_is_only_shown_is_warned_of_where_it_is_long_or_several_have_its_length()
    {
        var lists = new ListLengths(new LongestList());

        Assert.Equal([false, true, false, true, false], [.. ((int[])[10, 10, 20, 50, 10]).Select(lists.LooksCut)]);
    }

    [Fact]
    public void What_one_run_saw_of_the_lists_counts_in_the_next()
    {
        var longest = new LongestList();
        new ListLengths(longest).MayBeCut(51);

        Assert.False(new ListLengths(longest).MayBeCut(50));
    }

    private static void AssertUnknown(TagResult report)
    {
        Assert.Equal((Outcome.Unknown, Evidence.None), (report.Outcome, report.Evidence));
        Assert.Contains("exactly 50 tags", report.Detail, StringComparison.Ordinal);
        Assert.IsType<OutcomeUnknownException>(report.Error);
    }

    private static async Task<(List<TagResult> Reports, string? Warning)> RevokeAsync(FaultyService service, params TagOrder[] orders)
    {
        using var run = new TagWriter(service.Connection, Operation.Revoke, RequestObserver.None).Start(new BulkOptions { Linger = TimeSpan.FromMinutes(1) }, Stop);
        List<TagResult> results = [];
        Array.ForEach(orders, run.Add);
        while (!run.IsEmpty)
        {
            await run.WaitAsync(Timeout.InfiniteTimeSpan, Stop);
            results.AddRange(run.Taken());
        }

        return (results, run.ListWarning);
    }
}
