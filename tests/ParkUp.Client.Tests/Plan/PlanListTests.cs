using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Lists that lag, or may be cut: what they do not show may be there all the same.</summary>
public sealed class PlanListTests
{
    [Theory]
    [InlineData("change")]
    [InlineData("revoke")]
    [InlineData("move")]
    public async Task A_tag_that_only_the_first_list_lacks_is_taken_as_usual(string step)
    {
        using var service = new PlanService(["A1", "B2"], "ListLag=0.001");
        var holder = step is "move" ? "B2" : "A1";
        await service.RunAsync(Steps.Add(holder, "T1", "AA1111"));
        service.Forget();

        var result = Assert.Single(await service.RunAsync(Of(step)));

        Assert.Equal((step is "revoke" ? Outcome.Revoked : Outcome.Added, step is not "revoke"), (result.Outcome, result.IsPreviousRevoked));
        var sent = service.Sent;
        Assert.Equal(2, sent.TakeWhile(request => !string.Equals(request, $"cancel {holder} T1:AA1111", StringComparison.Ordinal)).Count(request => string.Equals(request, $"list {holder}", StringComparison.Ordinal)));
        Assert.Contains($"cancel {holder} T1:AA1111", sent, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("change")]
    [InlineData("revoke")]
    [InlineData("move")]
    public async Task That_a_tag_is_gone_is_believed_of_two_lists_that_agree(string step)
    {
        using var service = new PlanService(["A1", "B2"]);
        var holder = step is "move" ? "list B2" : "list A1";

        await service.RunAsync(Of(step));

        Assert.Equal(2, service.Sent.Count(request => string.Equals(request, holder, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("change")]
    [InlineData("move")]
    public async Task A_tag_that_a_cut_list_does_not_show_is_taken_all_the_same(string step)
    {
        var holder = step is "move" ? "B2" : "A1";
        using var service = new PlanService([.. new[] { step is "move" ? "A1" : "B2" }.Append($"{holder} {string.Join(' ', Enumerable.Range(10, 11).Select(static n => $"T{n}:AA{n}"))}")], "ListLimit=10");

        var result = Assert.Single(await service.RunAsync(step is "move" ? Steps.Move("B2", "A1", "T20", "AA20") : Steps.Change("A1", "T20", "AA20", "XX9999")));

        Assert.Equal((Outcome.Added, true), (result.Outcome, result.IsPreviousRevoked));
        Assert.Equal([$"cancel {holder} T20:AA20", step is "move" ? "add A1 T20:AA20" : "add A1 T20:XX9999"], service.Written);
    }

    [Fact]
    public async Task A_revocation_is_sent_where_the_list_may_be_cut()
    {
        using var service = new PlanService([$"A1 {string.Join(' ', Enumerable.Range(10, 11).Select(static n => $"T{n}:AA{n}"))}"], "ListLimit=10");

        var result = Assert.Single(await service.RunAsync(Steps.Revoke("A1", "T20", "AA20")));

        Assert.Equal((Outcome.Revoked, Evidence.Response), (result.Outcome, result.Evidence));
    }

    [Fact]
    public async Task A_change_that_was_stopped_halfway_goes_on_where_the_list_may_be_cut()
    {
        using var service = new PlanService([$"A1 {string.Join(' ', Enumerable.Range(10, 12).Select(static n => $"T{n}:AA{n}"))}"], "ListLimit=10");
        await service.RunAsync(Steps.Revoke("A1", "T20", "AA20"));

        var result = Assert.Single(await service.RunAsync(Steps.Change("A1", "T20", "AA20", "XX9999")));

        Assert.Equal((Outcome.Added, false), (result.Outcome, result.IsPreviousRevoked));
        Assert.Contains("A1 T20:XX9999", service.Held, StringComparer.Ordinal);
    }

    private static PlanStep Of(string step) => step switch
    {
        "change" => Steps.Change("A1", "T1", "AA1111", "BB2222"),
        "move" => Steps.Move("B2", "A1", "T1", "AA1111"),
        _ => Steps.Revoke("A1", "T1", "AA1111"),
    };
}
