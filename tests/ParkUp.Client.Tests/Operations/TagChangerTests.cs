using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Operations;

/// <summary>Giving codes another plate: the old tag goes, the new one comes, and nobody is left without any.</summary>
public sealed class TagChangerTests
{
    [Fact]
    public async Task The_old_tag_is_revoked_as_it_is_held_and_the_new_one_added()
    {
        using var service = new PlanService(["A1 T1:aa-1111"]);

        var result = Assert.Single(await ChangeAsync(service, Make.Order("T1", "BB2222", line: 2)));

        Assert.Equal((Operation.Change, Outcome.Added, "T1", "BB2222", 2, null), (result.Operation, result.Outcome, result.Code, result.Plate, result.Line, result.Detail));
        Assert.Equal(["list A1", "cancel A1 T1:aa-1111", "add A1 T1:BB2222"], service.Sent);
    }

    [Fact]
    public async Task A_code_with_the_wanted_plate_is_already_active_when_the_service_says_so()
    {
        using var service = new PlanService(["A1 T1:AA1111"]);

        var result = Assert.Single(await ChangeAsync(service, Make.Order("T1", "AA1111")));

        Assert.Equal((Outcome.AlreadyActive, Evidence.List), (result.Outcome, result.Evidence));
        Assert.Equal(["add A1 T1:AA1111"], service.Written);
        Assert.Equal(["A1 T1:AA1111"], service.Held);
    }

    [Fact]
    public async Task A_cancelled_tag_that_the_list_shows_with_the_wanted_plate_is_added_again()
    {
        using var service = new PlanService(["A1 T1:AA1111 T2:BB2222"], "ListCancelled=Yes");
        await service.RunAsync(Steps.Revoke("A1", "T1", "AA1111"));

        var result = Assert.Single(await ChangeAsync(service, Make.Order("T1", "AA1111")));

        Assert.Equal((Outcome.Added, null), (result.Outcome, result.Detail));
        Assert.Equal(["A1 T1:AA1111", "A1 T2:BB2222"], service.Held);
    }

    [Fact]
    public async Task A_code_that_is_not_held_is_added_and_the_result_says_so()
    {
        using var service = new PlanService(["A1"]);

        var result = Assert.Single(await ChangeAsync(service, Make.Order("T1", "AA1111")));

        Assert.Equal((Outcome.Added, "The customer held no tag with this code, so it was added."), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task Codes_of_one_customer_exchange_their_plates()
    {
        using var service = new PlanService(["A1 T1:AA1111 T2:BB2222"], "UniquePlates=Yes");

        var results = await ChangeAsync(service, Make.Order("T1", "BB2222"), Make.Order("T2", "AA1111"));

        Assert.All(results, static result => Assert.Equal(Outcome.Added, result.Outcome));
        Assert.Equal(["A1 T1:BB2222", "A1 T2:AA1111"], service.Held);
    }

    [Fact]
    public async Task Where_the_new_plate_is_refused_the_old_one_is_put_back_and_the_error_says_so()
    {
        using var service = new PlanService(["A1 T1:AA1111", "B2 T2:BB2222"], "UniquePlates=Yes");

        var result = Assert.Single(await ChangeAsync(service, Make.Order("T1", "BB2222")));

        Assert.Equal(Outcome.Rejected, result.Outcome);
        var text = ErrorText.Of(result, result.Error!);
        Assert.StartsWith("Tag T1 (plate BB2222) was not set for customer A1: ", text, StringComparison.Ordinal);
        Assert.Contains("The old tag T1 (plate AA1111) was added again for customer A1.", text, StringComparison.Ordinal);
        Assert.Equal(["A1 T1:AA1111", "B2 T2:BB2222"], service.Held);
    }

    [Fact]
    public async Task Two_rows_that_disagree_on_the_plate_of_a_code_are_not_both_sent()
    {
        using var service = new PlanService(["A1 T1:AA1111"]);

        var results = await ChangeAsync(service, Make.Order("T1", "BB2222", line: 2), Make.Order("T1", "CC3333", line: 3), Make.Order("T1", "BB2222", line: 4));

        Assert.Equal([(2, Outcome.Added), (3, Outcome.Rejected), (4, Outcome.Added)], [.. results.Select(static result => (result.Line!.Value, result.Outcome))]);
        Assert.Equal(["A1 T1:BB2222"], service.Held);
    }

    [Fact]
    public async Task A_customer_that_is_unknown_and_a_list_that_fails_write_nothing()
    {
        using var service = new PlanService(["B2 T2:BB2222"]);
        service.Fault = static request => request is "list B2" ? FaultKind.ServerError : null;

        var results = await ChangeAsync(service, Make.Order("T1", "AA1111"), Make.Order("T2", "CC3333", "B2"));

        Assert.Equal([Outcome.Rejected, Outcome.Failed], [.. results.Select(static result => result.Outcome)]);
        Assert.Empty(service.Written);
    }

    [Fact]
    public async Task A_token_that_a_list_gives_for_a_plate_is_in_no_result()
    {
        using var service = new FakeService();
        service.Answer(FakeService.TagList, $$"""[{"id":1,"code":"T1","plate":"{{Make.Token}}"}]""");
        service.Answer(FakeService.TagCancel, """{"customer":7,"tagsCancell":[{"tag":"T1","cancell":true}]}""");
        service.Answer(FakeService.TagAdd, """{"statusCode":400,"message":"No"}""", 400);

        var result = Assert.Single(await new TagChanger(Make.Connection(service.Address), RequestObserver.None)
            .RunAsync([Make.Order("T1", "AA1111")], new BulkOptions(), TestContext.Current.CancellationToken));

        Assert.Contains("The old tag T1 (plate ***)", result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Make.Token, ErrorText.Of(result, result.Error!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hint_of_a_conflict_names_the_plate_where_the_code_is_the_customer_s_own()
    {
        using var service = new PlanService(["A1 T1:AA1111", "B2 T2:BB2222"]);

        var results = await new TagWriter(service.Connection, Operation.Add, RequestObserver.None)
            .WriteAsync([Make.Order("T1", "XX9999"), Make.Order("T2", "XX9999")], 50, TestContext.Current.CancellationToken);

        Assert.Equal("This customer holds the code with plate AA1111. Use Set-ParkUpTag to change its plate.", results[0].Error!.Hint);
        Assert.Contains("another customer", results[1].Error!.Hint, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<TagResult>> ChangeAsync(PlanService service, params TagOrder[] orders) =>
        new TagChanger(service.Connection, RequestObserver.None).RunAsync(orders, new BulkOptions { Linger = TimeSpan.FromMinutes(1) }, TestContext.Current.CancellationToken);
}
