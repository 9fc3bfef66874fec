using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Operations;

/// <summary>
/// A 409 says neither which tag it is about nor whether the others were taken: a list, and halves, find out. Run
/// against each reading of the reference that the sandbox can play.
/// </summary>
public sealed class TagConflictTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Batch")]
    [InlineData("Partial")]
    public async Task The_tag_that_is_in_use_elsewhere_is_found_and_the_others_go_through(string reading)
    {
        var orders = Orders(50);
        using var service = await (await ServiceAsync(reading)).WithCustomerAsync("B2", ("T17", "ZZ1111"));

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync(orders, 50, Stop);

        Assert.Equal([.. Enumerable.Range(0, 50)], [.. reports.Select(static report => report.Line!.Value)]);
        var refused = Assert.Single(reports, static report => !report.Succeeded);
        Assert.Equal(("T17", Outcome.Rejected, Evidence.Response), (refused.Code!, refused.Outcome, refused.Evidence));
        Assert.IsType<ConflictException>(refused.Error);
        Assert.Equal([.. orders.Select(static order => order.Code!).Where(static code => code is not "T17").Order(StringComparer.Ordinal)], service.Held("A1"));
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("Partial")]
    public async Task Tags_that_are_there_already_with_the_same_plate_are_done(string reading)
    {
        using var service = await ServiceAsync(reading, ("T1", "AA1111"), ("T3", "AA3333"));

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync(
            [Make.Order("T1", "AA1111"), Make.Order("T2", "AA2222"), Make.Order("T3", "AA3333")], 50, Stop);

        Assert.All(reports, static report => Assert.True(report.Succeeded));
        Assert.Equal((Outcome.AlreadyActive, Evidence.List), (reports[0].Outcome, reports[0].Evidence));
        Assert.Equal((Outcome.AlreadyActive, Evidence.List), (reports[2].Outcome, reports[2].Evidence));
        Assert.Equal(["T1", "T2", "T3"], service.Held("A1"));
    }

    [Fact]
    public async Task A_tag_that_is_there_with_another_plate_is_refused()
    {
        using var service = await ServiceAsync("Batch", ("T1", "AA1111"));

        var reports = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "ZZ9999"), Make.Order("T2", "AA2222")], 50, Stop);

        Assert.Equal([Outcome.Rejected, Outcome.Added], [.. reports.Select(static report => report.Outcome)]);
    }

    [Fact]
    public async Task A_second_run_is_quiet_and_takes_a_list_to_find_that_out()
    {
        var orders = Orders(50);
        using var service = await ServiceAsync("Batch");
        await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync(orders, 50, Stop);
        service.Log.Clear();

        var again = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None).WriteAsync([.. orders, Make.Order("T50", "AA0050")], 51, Stop);

        Assert.All(again, static report => Assert.Null(report.Error));
        Assert.All(again.Take(50), static report => Assert.Equal(Outcome.AlreadyActive, report.Outcome));
        Assert.Equal(Outcome.Added, again[50].Outcome);
        Assert.Equal([FakeService.TagAdd, FakeService.TagList, FakeService.TagAdd], service.Paths);
    }

    [Fact]
    public async Task Without_the_list_a_lone_tag_is_refused_and_of_several_nothing_is_known()
    {
        using var service = new FakeService();
        service.Answer(FakeService.TagAdd, "{}", 409);
        service.Answer(FakeService.TagList, "{}", 500);
        var adder = new TagWriter(Make.Connection(service.Address), Operation.Add, RequestObserver.None);

        var alone = Assert.Single(await adder.WriteAsync(Orders(1), 50, Stop));
        var several = await adder.WriteAsync(Orders(2), 50, Stop);

        Assert.Equal(Outcome.Rejected, alone.Outcome);
        Assert.IsType<ConflictException>(alone.Error);
        Assert.All(several, static report => Assert.Equal(Outcome.Unknown, report.Outcome));
        Assert.All(several, static report => Assert.IsType<ServerErrorException>(Assert.IsType<OutcomeUnknownException>(report.Error).InnerException));
    }

    [Theory]
    [InlineData("T1", "ZZ9999")]
    [InlineData("t1", "AA1111")]
    public async Task A_tag_that_is_there_under_another_spelling_is_not_taken_for_revoked(string code, string plate)
    {
        using var service = new FakeService();
        service.Answer(FakeService.TagCancel, "{}", 409);
        service.Answer(FakeService.TagList, """[{"id":1,"code":"T1","plate":"AA1111"}]""");

        var reports = await new TagWriter(Make.Connection(service.Address), Operation.Revoke, RequestObserver.None).WriteAsync([Make.Order(code, plate), Make.Order("T2", "BB2222")], 50, Stop);

        Assert.Equal([Outcome.Rejected, Outcome.AlreadyRevoked], [.. reports.Select(static report => report.Outcome)]);
    }

    private static TagOrder[] Orders(int count) => [.. Enumerable.Range(0, count).Select(static n => Make.Order($"T{n}", $"AA{n:D4}", line: n))];

    private static Task<InMemoryService> ServiceAsync(string reading, params (string Code, string Plate)[] held) =>
        new InMemoryService(behaviour: $"Conflict={reading}").WithCustomerAsync("A1", held);
}
