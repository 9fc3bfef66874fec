using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Plan;

/// <summary>What a step finds, and what it does about it: the state before, halfway and after, and any other.</summary>
public sealed class PlanWriterTests
{
    private static readonly string[] Nothing = [];

    public static TheoryData<string, string[], string[], Outcome, bool> Found => new()
    {
        // AddTag T1:AA1111 for A1
        { "add", ["A1"], ["add A1 T1:AA1111"], Outcome.Added, false },
        { "add", ["A1 T1:AA1111"], Nothing, Outcome.AlreadyActive, false },
        { "add", ["A1 t1:aa-1111"], Nothing, Outcome.AlreadyActive, false },

        // ChangePlate T1 from AA1111 to BB2222
        { "change", ["A1 T1:AA1111"], ["cancel A1 T1:AA1111", "add A1 T1:BB2222"], Outcome.Added, true },
        { "change", ["A1 T1:aa-1111"], ["cancel A1 T1:aa-1111", "add A1 T1:BB2222"], Outcome.Added, true },
        { "change", ["A1 T9:AA1111"], ["add A1 T1:BB2222"], Outcome.Added, false },
        { "change", ["A1 T1:BB2222"], Nothing, Outcome.AlreadyActive, false },

        // MoveTag T1:AA1111 from B2 to A1
        { "move", ["A1", "B2 T1:AA1111"], ["cancel B2 T1:AA1111", "add A1 T1:AA1111"], Outcome.Added, true },
        { "move", ["A1", "B2"], ["add A1 T1:AA1111"], Outcome.Added, false },
        { "move", ["A1 T1:AA1111", "B2"], Nothing, Outcome.AlreadyActive, false },
        { "move", ["A1 T1:AA1111", "B2 T2:CC3333"], Nothing, Outcome.AlreadyActive, false },

        // RevokeTag T1:AA1111 of A1
        { "revoke", ["A1 T1:AA1111"], ["cancel A1 T1:AA1111"], Outcome.Revoked, false },
        { "revoke", ["A1 T2:AA1111"], Nothing, Outcome.AlreadyRevoked, false },
    };

    [Theory]
    [MemberData(nameof(Found))]
    public async Task A_step_goes_on_from_what_is_there(string step, string[] before, string[] written, Outcome outcome, bool isPreviousRevoked)
    {
        using var service = new PlanService(before);

        var result = Assert.Single(await service.RunAsync(Of(step)));

        Assert.Equal((outcome, isPreviousRevoked, null), (result.Outcome, result.IsPreviousRevoked, result.Error));
        Assert.Equal(written, service.Written);
        Assert.Equal(step is "move" ? ["list A1", "list B2"] : ["list A1"], [.. service.Sent.Except(service.Written, StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    [Theory]
    [InlineData("add", "A1 T1:XX9999", "A1")]
    [InlineData("change", "A1 T1:XX9999", "A1")]
    [InlineData("revoke", "A1 T1:XX9999", "A1")]
    [InlineData("move", "A1 T1:XX9999;B2", "A1")]
    [InlineData("move", "A1;B2 T1:XX9999", "B2")]
    public async Task A_step_that_finds_another_plate_is_stale_and_writes_nothing(string step, string before, string holder)
    {
        using var service = new PlanService(before.Split(';'));

        var result = Assert.Single(await service.RunAsync(Of(step)));

        Assert.Equal((Outcome.Failed, false), (result.Outcome, result.IsPreviousRevoked));
        Assert.Equal($"Customer {holder} holds code T1 with plate XX9999, which is not what the step was planned on.", Assert.IsType<PlanStaleException>(result.Error).Message);
        Assert.Equal(result.Error!.Message, result.Detail);
        Assert.Empty(service.Written);
    }

    [Fact]
    public async Task A_step_that_is_stale_does_not_keep_the_others_of_its_customer_back()
    {
        using var service = new PlanService(["A1 T1:XX9999"]);

        var results = await service.RunAsync(Of("change"), Steps.Add("A1", "T2", "CC3333"));

        Assert.Equal([Outcome.Failed, Outcome.Added], [.. results.Select(static result => result.Outcome)]);
    }

    [Theory]
    [InlineData("UnknownCustomer=404")]
    [InlineData("UnknownCustomer=Empty")]
    public async Task A_customer_is_created_with_all_its_tags_in_one_request(string behaviour)
    {
        using var service = new PlanService(["B2 T3:CC3333"], behaviour);

        var results = await service.RunAsync(Steps.Create("A1", "T1", "AA1111"), Steps.Create("A1", "T2", "BB2222"), Steps.Move("B2", "A1", "T3", "CC3333").WithFields());

        Assert.Equal([Outcome.Created, Outcome.Created, Outcome.Added], [.. results.Select(static result => result.Outcome)]);
        Assert.Equal(["cancel B2 T3:CC3333", "create A1 T1:AA1111 T2:BB2222 T3:CC3333"], service.Written);
        Assert.All(results, static result => Assert.Equal(2, result.CustomerId));
    }

    [Fact]
    public async Task A_customer_that_was_created_meanwhile_gets_its_tags()
    {
        using var service = new PlanService(["A1 T1:AA1111"]);

        var results = await service.RunAsync(Steps.Create("A1", "T1", "AA1111"), Steps.Create("A1", "T2", "BB2222"));

        Assert.Equal([Outcome.AlreadyActive, Outcome.Added], [.. results.Select(static result => result.Outcome)]);
        Assert.Equal(["add A1 T2:BB2222"], service.Written);
    }

    [Fact]
    public async Task A_customer_without_tags_is_not_created_twice()
    {
        using var service = new PlanService(["A1"]);

        var results = await service.RunAsync(Steps.Create("A1", "T1", "AA1111"), Steps.Create("A1"), Steps.Create("B2"), Steps.Create("B2", "T2", "BB2222"));

        Assert.Equal([Outcome.Added, Outcome.AlreadyExists, Outcome.Created, Outcome.Created], [.. results.Select(static result => result.Outcome)]);
        Assert.Equal(["A1", "B2"], service.Customers);
        Assert.Equal(["A1 T1:AA1111", "B2 T2:BB2222"], service.Held);
    }

    [Theory]
    [InlineData("Batch")]
    [InlineData("Partial")]
    [InlineData("PerTag")]
    public async Task A_tag_in_use_does_not_keep_a_customer_from_being_created(string conflict)
    {
        using var service = new PlanService(["B2 T1:XX9999"], $"Conflict={conflict}");

        var results = await service.RunAsync(Steps.Create("A1", "T1", "AA1111"), Steps.Create("A1", "T2", "BB2222"), Steps.Create("A1"));

        Assert.Equal(Outcome.Rejected, results[0].Outcome);
        Assert.True(results[1].Succeeded && results[2].Succeeded, "The others go through.");
        Assert.Equal(["A1 T2:BB2222", "B2 T1:XX9999"], service.Held);
    }

    [Theory]
    [InlineData("UnknownCustomer=404")]
    [InlineData("UnknownCustomer=Empty")]
    public async Task A_tag_for_an_unknown_customer_creates_it_only_where_its_fields_are_known(string behaviour)
    {
        using var service = new PlanService([], behaviour);

        var results = await service.RunAsync(Of("add"), Steps.Add("B2", "T2", "BB2222").WithFields());

        Assert.Equal([Outcome.Rejected, Outcome.Added], [.. results.Select(static result => result.Outcome)]);
        Assert.IsType<NotFoundException>(results[0].Error);
        Assert.Equal(["B2 T2:BB2222"], service.Held);
    }

    [Fact]
    public async Task A_revocation_of_a_customer_that_is_unknown_now_proves_nothing()
    {
        using var service = new PlanService([]);

        var result = Assert.Single(await service.RunAsync(Of("revoke")));

        Assert.Equal(Outcome.Rejected, result.Outcome);
        Assert.IsType<NotFoundException>(result.Error);
        Assert.Empty(service.Written);
    }

    [Fact]
    public async Task A_move_from_a_customer_that_is_unknown_now_is_stale()
    {
        using var service = new PlanService(["A1"], "UnknownCustomer=404");

        var result = Assert.Single(await service.RunAsync(Of("move")));

        Assert.Equal((Outcome.Failed, false), (result.Outcome, result.IsPreviousRevoked));
        Assert.Equal("The service does not know customer B2, which proves nothing about its tag T1.", Assert.IsType<PlanStaleException>(result.Error).Message);
        Assert.Empty(service.Written);
    }

    [Theory]
    [InlineData("change")]
    [InlineData("move")]
    public async Task A_step_that_comes_twice_is_written_once_and_its_lines_share_the_result(string step)
    {
        using var service = new PlanService(["A1 T9:XX9999", "B2 T1:AA1111"], "UniquePlates=Yes");
        var planned = step is "move"
            ? Steps.Move("B2", "A1", "T1", "AA1111", "XX9999") with { Line = 2 }
            : Steps.Change("B2", "T1", "AA1111", "XX9999") with { Line = 2 };

        var results = await service.RunAsync(planned, planned with { Code = "t1", PreviousPlate = "aa-1111", Line = 3 });

        Assert.Equal([(2, Outcome.Rejected, false), (3, Outcome.Rejected, false)], [.. results.Select(static result => (result.Line!.Value, result.Outcome, result.IsPreviousRevoked))]);
        Assert.Equal(["A1 T9:XX9999", "B2 T1:AA1111"], service.Held);
        Assert.Equal(3, service.Written.Length);
    }

    [Fact]
    public async Task Of_a_service_that_lists_cancelled_tags_those_that_the_state_proves_to_be_revoked_are_not_there()
    {
        using var service = new PlanService(["A1 T1:AA1111 T2:BB2222 T3:CC3333"], "ListCancelled=Yes");
        await service.RunAsync(Steps.Revoke("A1", "T1", "AA1111"), Steps.Revoke("A1", "T2", "BB2222"), Steps.Revoke("A1", "T3", "CC3333"));
        service.Forget();
        var state = new PlanState();
        foreach (var (code, plate) in new[] { ("t1", "AA1111"), ("T2", "BB2222"), ("T3", "CC3333") })
        {
            state.Put(new StateEntry { RefId = "A1", Code = code, Plate = plate, Revoked = DateTimeOffset.UnixEpoch });
        }

        var results = await service.RunAsync([Of("add"), Steps.Add("A1", "T2", "XX9999"), Steps.Revoke("A1", "T3", "CC3333")], state);

        Assert.Equal([Outcome.Added, Outcome.Added, Outcome.AlreadyRevoked], [.. results.Select(static result => result.Outcome)]);
        Assert.Equal(["A1 T1:AA1111", "A1 T2:XX9999"], service.Held);
    }

    [Fact]
    public async Task Plain_revocations_are_sent_when_all_else_has_ended()
    {
        using var service = new PlanService(["A1 T1:AA1111", "B2 T2:BB2222", "C3"]);

        var results = await service.RunAsync(Of("revoke"), Steps.Add("C3", "T3", "CC3333"), Steps.Revoke("B2", "T2", "BB2222"), Steps.Add("A1", "T4", "DD4444"));

        Assert.All(results, static result => Assert.True(result.Succeeded));
        Assert.Equal(["T1", "T3", "T2", "T4"], [.. results.Select(static result => result.Code)]);
        Assert.All(service.Written[..2], static request => Assert.StartsWith("add", request, StringComparison.Ordinal));
        Assert.All(service.Written[2..], static request => Assert.StartsWith("cancel", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_ends_the_run_and_nothing_more_is_sent()
    {
        using var service = new FakeService();
        service.Answer(FakeService.TagList, """{"statusCode":401,"message":"Unauthorized"}""", 401);

        var steps = new[] { Of("add"), Of("move"), Steps.Revoke("C3", "T3", "CC3333") };
        var results = await new PlanWriter(Make.Connection(service.Address), RequestObserver.None, state: null)
            .RunAsync(PlanGroups.Of(steps), new BulkOptions { LeavesTogether = true }, TestContext.Current.CancellationToken);

        Assert.All(results, static result => Assert.Equal(Outcome.Failed, result.Outcome));
        Assert.All(results, static result => Assert.IsType<UnauthorizedException>(result.Error));
        Assert.DoesNotContain(service.Received, static request => request.Path is not FakeService.TagList || request.Body.Contains("C3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_fails_fails_its_steps_and_those_that_wait_for_them_before_anything_is_taken()
    {
        using var service = new PlanService(["A1 T1:AA1111", "B2 T2:BB2222", "C3 T3:CC3333", "D4"]);
        service.Fault = static request => request is "list C3" ? FaultKind.ServerError : null;

        // T3 waits for nobody, but its list fails; T2 waits for its plate, and T1 for that of T2.
        var results = await service.RunAsync(
            Steps.Change("A1", "T1", "AA1111", "BB2222"), Steps.Change("B2", "T2", "BB2222", "CC3333"), Steps.Change("C3", "T3", "CC3333", "DD4444"), Steps.Add("D4", "T4", "EE5555"));

        Assert.Equal([Outcome.Failed, Outcome.Failed, Outcome.Failed, Outcome.Added], [.. results.Select(static result => result.Outcome)]);
        Assert.Contains("waits for the revocation of tag T2 (plate BB2222) of customer B2", results[0].Detail, StringComparison.Ordinal);
        Assert.IsType<ServerErrorException>(results[2].Error);
        Assert.Equal(["add D4 T4:EE5555"], service.Written);
    }

    private static PlanStep Of(string step) => step switch
    {
        "add" => Steps.Add("A1", "T1", "AA1111"),
        "change" => Steps.Change("A1", "T1", "AA1111", "BB2222"),
        "move" => Steps.Move("B2", "A1", "T1", "AA1111"),
        _ => Steps.Revoke("A1", "T1", "AA1111"),
    };
}
