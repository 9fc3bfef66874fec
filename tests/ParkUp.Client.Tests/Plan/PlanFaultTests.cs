using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Plan;

/// <summary>A plan with one of each step, and a fault or an end at each of its requests.</summary>
public sealed class PlanFaultTests
{
    private static readonly string[] Before = ["A1 T1:AA1111 T2:BB2222", "B2 T3:CC3333", "C3 T4:DD4444 T5:EE5555"];

    // A swap of plates, a move to a customer that is created, a code handed over, and a plain revocation.
    private static readonly PlanStep[] Steps =
    [
        Support.Steps.Change("A1", "T1", "AA1111", "BB2222"),
        Support.Steps.Change("A1", "T2", "BB2222", "AA1111"),
        Support.Steps.Create("D4", "T6", "FF6666"),
        Support.Steps.Move("B2", "D4", "T3", "CC3333").WithFields(),
        Support.Steps.Add("B2", "T7", "CC9999"),
        Support.Steps.Add("B2", "T8", "DD4444"),
        Support.Steps.Revoke("C3", "T4", "DD4444"),
        Support.Steps.Revoke("C3", "T5", "EE5555"),
    ];

    private static readonly string[] After = ["A1 T1:BB2222", "A1 T2:AA1111", "B2 T7:CC9999", "B2 T8:DD4444", "D4 T3:CC3333", "D4 T6:FF6666"];

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.CommitThenDrop)]
    public async Task A_run_that_is_killed_at_any_request_and_repeated_ends_as_one_undisturbed(FaultKind kind)
    {
        var requests = await CountAsync();
        for (var killed = 1; killed <= requests; killed++)
        {
            using var service = new PlanService(Before, "UniquePlates=Yes");
            using var stop = new CancellationTokenSource();
            var sent = 0;
            service.Fault = _ =>
            {
                if (Interlocked.Increment(ref sent) < killed)
                {
                    return null;
                }

                stop.Cancel();
                return sent == killed ? kind : FaultKind.Drop;
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.RunAsync(Steps, state: null, stop.Token));
            service.Fault = null;

            var results = await service.RunAsync(Steps, state: null);

            Assert.All(results, static result => Assert.True(result.Succeeded, result.Detail));
            Assert.Equal(After, service.Held);
        }
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.ServiceUnavailable)]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.CommitThenDrop)]
    [InlineData(FaultKind.CommitThen500)]
    [InlineData(FaultKind.Truncate)]
    [InlineData(FaultKind.Html)]
    public async Task A_fault_at_any_request_is_survived(FaultKind kind)
    {
        var requests = await CountAsync();
        for (var faulty = 1; faulty <= requests; faulty++)
        {
            using var service = new PlanService(Before, "UniquePlates=Yes");
            var sent = 0;
            service.Fault = _ => Interlocked.Increment(ref sent) == faulty ? kind : null;

            var results = await service.RunAsync(Steps, state: null);

            Assert.All(results, static result => Assert.True(result.Succeeded, result.Detail));
            Assert.Equal(After, service.Held);
        }
    }

    [Fact]
    public async Task A_plan_that_was_written_writes_nothing_when_it_is_given_again()
    {
        using var service = new PlanService(Before, "UniquePlates=Yes");
        await service.RunAsync(Steps);
        service.Forget();

        var results = await service.RunAsync(Steps);

        Assert.All(results, static result => Assert.True(result.Succeeded, result.Detail));
        Assert.Empty(service.Written);
    }

    [Fact]
    public async Task A_move_whose_revocation_is_unknown_does_not_give_the_customer_the_number_of_the_holder()
    {
        // Its list shows the tag as before, and the second request is refused, with the number of B2.
        using var service = new PlanService(Before, "ListCancelled=Yes");
        var sent = 0;
        service.Fault = request => request.StartsWith("cancel B2", StringComparison.Ordinal) && sent++ == 0 ? FaultKind.CommitThenDrop : null;

        var result = Assert.Single(await service.RunAsync(Support.Steps.Move("B2", "A1", "T3", "CC3333") with { CustomerId = 1 }));

        Assert.Equal((Outcome.Unknown, 1), (result.Outcome, result.CustomerId));
    }

    [Fact]
    public async Task A_plate_that_the_code_had_before_is_not_taken_for_there_where_the_answer_is_lost()
    {
        using var service = new PlanService(["A1 T1:AA1111"], "ListCancelled=Yes");
        await service.RunAsync(Support.Steps.Change("A1", "T1", "AA1111", "BB2222"));
        DropFirstAdd(service);

        var result = Assert.Single(await service.RunAsync(Support.Steps.Change("A1", "T1", "BB2222", "AA1111")));

        Assert.Equal(Outcome.Added, result.Outcome);
        Assert.Equal(["A1 T1:AA1111"], service.Held);
    }

    [Fact]
    public async Task A_cancelled_tag_that_is_listed_is_not_taken_for_the_one_that_was_to_be_added()
    {
        using var service = new PlanService(["A1 T1:AA1111 T2:BB2222"], "ListCancelled=Yes");
        var state = await RevokeFirstTagAsync(service);
        DropFirstAdd(service);

        var result = Assert.Single(await service.RunAsync([Support.Steps.Add("A1", "T1", "AA1111")], state));

        Assert.Equal(Outcome.Added, result.Outcome);
        Assert.Equal(["A1 T1:AA1111", "A1 T2:BB2222"], service.Held);
    }

    [Fact]
    public async Task A_leaver_who_returns_holds_the_tag_again_where_the_answer_is_lost()
    {
        using var service = new PlanService(["A1 T1:AA1111"], "ListCancelled=Yes");
        var state = await RevokeFirstTagAsync(service);
        DropFirstAdd(service);

        var result = Assert.Single(await service.RunAsync([Support.Steps.Create("A1", "T1", "AA1111")], state));

        Assert.True(result.Succeeded, result.Detail);
        Assert.Equal(["A1 T1:AA1111"], service.Held);
    }

    /// <summary>Revokes T1 of A1, and gives the state that has its proof.</summary>
    private static async Task<PlanState> RevokeFirstTagAsync(PlanService service)
    {
        await service.RunAsync(Support.Steps.Revoke("A1", "T1", "AA1111"));
        var state = new PlanState();
        state.Put(new StateEntry { RefId = "A1", Code = "T1", Plate = "AA1111", Revoked = Plans.Now });
        return state;
    }

    private static void DropFirstAdd(PlanService service)
    {
        var isDropped = false;
        service.Fault = request =>
        {
            var drops = !isDropped && request.StartsWith("add", StringComparison.Ordinal);
            isDropped |= drops;
            return drops ? FaultKind.Drop : null;
        };
    }

    private static async Task<int> CountAsync()
    {
        using var service = new PlanService(Before, "UniquePlates=Yes");
        await service.RunAsync(Steps);
        Assert.Equal(After, service.Held);
        return service.Sent.Length;
    }
}
