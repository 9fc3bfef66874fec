using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Steps that wait for each other: moves, swaps and rings; and what becomes of them where one of them fails.</summary>
public sealed class PlanExchangeTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task A_ring_of_moves_leaves_each_code_with_the_next_customer(int size)
    {
        using var service = new PlanService([.. Enumerable.Range(0, size).Select(static n => $"C{n} T{n}:AA{n}")], "UniquePlates=Yes");

        var results = await service.RunAsync([.. Enumerable.Range(0, size).Select(n => Steps.Move($"C{n}", $"C{(n + 1) % size}", $"T{n}", $"AA{n}"))], state: null);

        Assert.All(results, static result => Assert.Equal((Outcome.Added, true), (result.Outcome, result.IsPreviousRevoked)));
        Assert.Equal([.. Enumerable.Range(0, size).Select(n => $"C{(n + 1) % size} T{n}:AA{n}").Order(StringComparer.Ordinal)], service.Held);
        Assert.Equal(2 * size, service.Written.Length);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task A_ring_of_plates_is_turned_where_each_plate_may_be_there_once(int size)
    {
        // Two codes a customer, so that the ring goes within customers and across them.
        using var service = new PlanService([.. Enumerable.Range(0, size).Where(static n => n % 2 == 0).Select(n => $"C{n} T{n}:AA{n}" + (n + 1 < size ? $" T{n + 1}:AA{n + 1}" : string.Empty))], "UniquePlates=Yes");

        var results = await service.RunAsync([.. Enumerable.Range(0, size).Select(n => Steps.Change($"C{n / 2 * 2}", $"T{n}", $"AA{n}", $"AA{(n + 1) % size}"))], state: null);

        Assert.All(results, static result => Assert.Equal((Outcome.Added, true), (result.Outcome, result.IsPreviousRevoked)));
        Assert.Equal([.. Enumerable.Range(0, size).Select(n => $"C{n / 2 * 2} T{n}:AA{(n + 1) % size}").Order(StringComparer.Ordinal)], service.Held);
        Assert.Equal(2 * ((size + 1) / 2), service.Written.Length);
    }

    [Fact]
    public async Task A_code_and_a_plate_that_others_hand_over_are_waited_for()
    {
        using var service = new PlanService(["A1", "B2 T1:AA1111", "C3 T3:CC3333"], "UniquePlates=Yes");

        var results = await service.RunAsync(Steps.Add("A1", "T1", "BB2222"), Steps.Add("A1", "T4", "CC3333"), Steps.Revoke("B2", "T1", "AA1111"), Steps.Revoke("C3", "T3", "CC3333"));

        Assert.All(results, static result => Assert.True(result.Succeeded));
        Assert.Equal("add A1 T1:BB2222 T4:CC3333", service.Written[^1]);
    }

    [Theory]
    [InlineData("change", "A1 T1:AA1111")]
    [InlineData("move", "B2 T1:AA1111")]
    public async Task Where_the_new_tag_is_refused_the_old_one_is_put_back(string step, string held)
    {
        using var service = new PlanService(["A1 T9:XX9999", "B2 T1:AA1111"], "UniquePlates=Yes");
        if (step is "change")
        {
            await service.RunAsync(Steps.Move("B2", "A1", "T1", "AA1111"));
            service.Forget();
        }

        // The plate is that of another tag, which no step takes away.
        var result = Assert.Single(await service.RunAsync(step is "change" ? Steps.Change("A1", "T1", "AA1111", "XX9999") : Steps.Move("B2", "A1", "T1", "AA1111", "XX9999")));

        Assert.Equal((Outcome.Rejected, false), (result.Outcome, result.IsPreviousRevoked));
        Assert.IsType<ConflictException>(result.Error);
        Assert.EndsWith($"The old tag T1 (plate AA1111) was added again for customer {held[..2]}.", result.Detail, StringComparison.Ordinal);
        Assert.Contains(held, service.Held, StringComparer.Ordinal);
        Assert.Equal([$"cancel {held}", "add A1 T1:XX9999", $"add {held}"], service.Written);
    }

    [Fact]
    public async Task Where_the_old_tag_cannot_be_put_back_the_result_says_so()
    {
        using var service = new PlanService(["A1 T1:AA1111 T9:XX9999"], "UniquePlates=Yes");
        var adds = 0;
        service.Fault = request => request.StartsWith("add", StringComparison.Ordinal) && ++adds > 1 ? FaultKind.TooManyRequests : null;

        var result = Assert.Single(await service.RunAsync(Steps.Change("A1", "T1", "AA1111", "XX9999")));

        Assert.Equal((Outcome.Rejected, true), (result.Outcome, result.IsPreviousRevoked));
        Assert.Contains("The old tag T1 (plate AA1111) was revoked, and could not be added again for customer A1:", result.Detail, StringComparison.Ordinal);
        Assert.Equal(["A1 T9:XX9999"], service.Held);
    }

    [Fact]
    public async Task What_waits_for_a_tag_that_stays_fails_without_being_taken()
    {
        using var service = new PlanService(["A1 T1:AA1111", "B2 T2:BB2222", "C3 T3:CC3333", "D4"], "UniquePlates=Yes");

        // T3 is not taken away; so T2 has no plate to go to, and T1 none after it, and nor has T4.
        service.Fault = static request => request is "cancel C3 T3:CC3333" ? FaultKind.TooManyRequests : null;
        var results = await service.RunAsync(
            Steps.Add("D4", "T4", "AA1111"), Steps.Change("A1", "T1", "AA1111", "BB2222"), Steps.Change("B2", "T2", "BB2222", "CC3333"), Steps.Change("C3", "T3", "CC3333", "DD4444"));

        Assert.All(results, static result => Assert.Equal((Outcome.Failed, false), (result.Outcome, result.IsPreviousRevoked)));
        Assert.Equal(["A1 T1:AA1111", "B2 T2:BB2222", "C3 T3:CC3333"], service.Held);
        Assert.All(service.Written, static request => Assert.Equal("cancel C3 T3:CC3333", request));
        Assert.IsType<PlanStaleException>(results[0].Error);
    }

    [Theory]
    [InlineData(2, "Yes")]
    [InlineData(12, "Yes")]
    [InlineData(2, "No")]
    [InlineData(12, "No")]
    public async Task A_chain_of_plates_is_written_from_its_free_end(int size, string unique)
    {
        using var service = new PlanService([.. Enumerable.Range(0, size).Select(static n => $"C{n} T{n}:AA{n}")], $"UniquePlates={unique}");

        var results = await service.RunAsync([.. Enumerable.Range(0, size).Select(static n => Steps.Change($"C{n}", $"T{n}", $"AA{n}", $"AA{n + 1}"))], state: null);

        Assert.All(results, static result => Assert.Equal((Outcome.Added, true), (result.Outcome, result.IsPreviousRevoked)));
        Assert.Equal([.. Enumerable.Range(0, size).Reverse().SelectMany(static n => new[] { $"cancel C{n} T{n}:AA{n}", $"add C{n} T{n}:AA{n + 1}" })], service.Written);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task Where_the_first_of_a_chain_is_refused_nothing_is_lost(int size)
    {
        // The last plate is that of a tag which no step takes away.
        using var service = new PlanService([.. Enumerable.Range(0, size).Select(static n => $"C{n} T{n}:AA{n}").Append($"Z9 T99:AA{size}")], "UniquePlates=Yes");
        var before = service.Held;

        var results = await service.RunAsync([.. Enumerable.Range(0, size).Select(static n => Steps.Change($"C{n}", $"T{n}", $"AA{n}", $"AA{n + 1}"))], state: null);

        Assert.All(results, static result => Assert.False(result.Succeeded || result.IsPreviousRevoked, result.Detail));
        Assert.Equal(Outcome.Rejected, results[^1].Outcome);
        Assert.All(results.SkipLast(1), static result => Assert.IsType<PlanStaleException>(result.Error));
        Assert.Equal(before, service.Held);
        Assert.Equal(3, service.Written.Length);
    }

    [Fact]
    public async Task Where_a_tag_of_a_ring_stays_the_others_are_put_back_before_anyone_could_have_them()
    {
        using var service = new PlanService(["A1 T1:AA1111", "B2 T2:BB2222", "C3 T3:CC3333"], "UniquePlates=Yes");
        service.Fault = static request => request is "cancel C3 T3:CC3333" ? FaultKind.TooManyRequests : null;

        var results = await service.RunAsync(Steps.Change("A1", "T1", "AA1111", "BB2222"), Steps.Change("B2", "T2", "BB2222", "CC3333"), Steps.Change("C3", "T3", "CC3333", "AA1111"));

        Assert.All(results, static result => Assert.Equal((Outcome.Failed, false), (result.Outcome, result.IsPreviousRevoked)));
        Assert.Equal(["A1 T1:AA1111", "B2 T2:BB2222", "C3 T3:CC3333"], service.Held);
        Assert.EndsWith("The old tag T2 (plate BB2222) was added again for customer B2.", results[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_that_an_earlier_round_created_gets_the_rest_of_its_tags()
    {
        using var service = new PlanService(["B2 T2:BB2222"], "UniquePlates=Yes");

        var results = await service.RunAsync(Steps.Create("A1", "T1", "AA1111"), Steps.Create("A1", "T3", "BB2222"), Steps.Change("B2", "T2", "BB2222", "CC3333"));

        Assert.All(results, static result => Assert.True(result.Succeeded, result.Detail));
        Assert.Equal(["create A1 T1:AA1111", "add A1 T3:BB2222"], [.. service.Written.Where(static request => request.Contains(" A1", StringComparison.Ordinal))]);
    }

    [Fact]
    public async Task After_an_unknown_outcome_nothing_more_is_written_for_that_customer_in_the_whole_plan()
    {
        using var service = new PlanService(["A1 T1:AA1111 T5:EE5555", "B2 T2:BB2222"]);
        var lists = 0;
        service.Fault = request => request.StartsWith("add A1", StringComparison.Ordinal) || (request is "list A1" && ++lists > 1) ? FaultKind.ServerError : null;

        var results = await service.RunAsync(Steps.Change("A1", "T1", "AA1111", "CC3333"), Steps.Revoke("A1", "T5", "EE5555"), Steps.Revoke("B2", "T2", "BB2222"));

        Assert.Equal([Outcome.Unknown, Outcome.Failed, Outcome.Revoked], [.. results.Select(static result => result.Outcome)]);
        Assert.True(results[0].IsPreviousRevoked);
        Assert.Equal("Nothing more was written for customer A1, because the outcome of an earlier write is unknown.", results[1].Detail);
        Assert.Contains("A1 T5:EE5555", service.Held, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Where_a_revocation_is_unknown_its_customer_gets_nothing_and_what_others_gave_up_for_it_is_put_back()
    {
        using var service = new PlanService(["A1 T1:AA1111", "B2 T2:BB2222"]);
        service.Fault = static request => request is "cancel A1 T1:AA1111" ? FaultKind.Drop : null;

        var results = await service.RunAsync(Steps.Change("A1", "T1", "AA1111", "CC3333"), Steps.Move("B2", "A1", "T2", "BB2222"));

        Assert.Equal([Outcome.Unknown, Outcome.Failed], [.. results.Select(static result => result.Outcome)]);
        Assert.Contains("B2 T2:BB2222", service.Held, StringComparer.Ordinal);
        Assert.DoesNotContain(service.Written, static request => request.StartsWith("add A1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_ends_between_revoking_and_adding_is_told_with_what_is_missing()
    {
        using var service = new FakeService();
        service.Answer(FakeService.TagList, """[{"id":1,"code":"T1","plate":"AA1111"}]""");
        service.Answer(FakeService.TagCancel, """{"customer":7,"tagsCancell":[{"tag":"T1","cancell":true}]}""");
        service.Answer(FakeService.TagAdd, """{"statusCode":401,"message":"Unauthorized"}""", 401);

        var steps = new[] { Steps.Change("A1", "T1", "AA1111", "BB2222") };
        var result = Assert.Single(await new PlanWriter(Make.Connection(service.Address), RequestObserver.None, state: null)
            .RunAsync(PlanGroups.Of(steps), new BulkOptions { LeavesTogether = true }, TestContext.Current.CancellationToken));

        Assert.IsType<UnauthorizedException>(result.Error);
        Assert.True(result.IsPreviousRevoked);
        Assert.Contains("add it with this code and plate", result.Detail, StringComparison.Ordinal);
        Assert.Single(service.Received, static request => request.Path is FakeService.TagAdd);
    }
}
