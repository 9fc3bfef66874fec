using System.Globalization;
using static ParkUp.Client.Tests.Plan.Plans;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Tags that no row wants, and how many of them may go at once.</summary>
public sealed class PlannerRevocationTests
{
    [Theory]
    [InlineData(RevocationScope.Managed, "RevokeTag A1 X1:p·1", "RevokeTag! A1 X2:P2")]
    [InlineData(RevocationScope.All, "RevokeTag A1 X1:p·1", "RevokeTag A1 X2:P2")]
    [InlineData(RevocationScope.None, "RevokeTag! A1 X1:p·1", "RevokeTag! A1 X2:P2")]
    internal void A_tag_of_the_state_goes_and_another_only_where_all_are_asked_for(RevocationScope revoke, string ofState, string extra)
    {
        var steps = Of([], State("A1 x1:P1"), Service("A1 X1:p·1", "A1 X2:P2"), Options with { Revoke = revoke });

        Assert.Equal([ofState, extra], Brief(steps));
        Assert.All(steps, static step => Assert.Equal(step.Status == PlanStatus.Held, step.Reason is not null));
    }

    [Fact]
    public void A_code_of_the_state_goes_with_whatever_plate_it_has_now() =>
        Assert.Equal(["RevokeTag A1 X1:P2"], Brief(Of([], State("A1 X1:P1"), Service("A1 X1:P2"))));

    [Fact]
    public void A_tag_proven_to_be_revoked_that_is_still_listed_is_told_of_at_the_end_and_is_no_extra()
    {
        var state = State("A1 X2:P2");
        state.Put(new StateEntry { RefId = "A1", CustomerId = 7, Code = "X1", Plate = "P1", Revoked = Now.AddDays(-2) });

        var planner = Planner([Bare("A1", "X3", "P3", line: 2)], state, Service("A1 x1:p-1", "A1 X1:P1", "A1 X2:P2"), Options with { Revoke = RevocationScope.All });

        var steps = planner.Steps().ToList();
        Assert.Equal(["AddTag A1 X3:P3", "RevokeTag A1 X2:P2", "Keep A1 x1:p-1"], Brief(steps));
        Assert.Contains("2026-11-24", steps[2].Reason, StringComparison.Ordinal);
        Assert.Null(steps[2].Line);
        Assert.Equal((1, 1), (planner.Figures.Listed, planner.Figures.Count(PlanAction.Keep, PlanStatus.Ready)));
    }

    [Fact]
    public void A_tag_proven_to_be_revoked_that_a_row_wants_again_is_only_that_row_s_matter()
    {
        var state = State();
        state.Put(new StateEntry { RefId = "A1", Code = "X1", Plate = "P1", Revoked = Now });
        state.Put(new StateEntry { RefId = "A1", Code = "X1", Plate = "P2", Revoked = Now });

        Assert.Equal(["AddTag A1 x1:P1", "Keep A1 X1:P2"], Brief(Of([Bare("A1", "x1", "P1")], state, Service("A1 X1:P1", "A1 X1:P2"))));
    }

    [Fact]
    public void Changes_and_moves_are_made_where_no_revocation_is_asked_for() =>
        Assert.Equal(
            ["ChangePlate A1 X1:P9 was P1", "MoveTag A1 X2:P2 was P2 of B2"],
            Brief(Of([Bare("A1", "X1", "P9"), Bare("A1", "X2", "P2")], State("B2 X2:P2"), Service("A1 X1:P1", "B2 X2:P2"), Options with { Revoke = RevocationScope.None })));

    [Theory]
    [InlineData(-3, "Held", "2026-11-30 03:00:00")]
    [InlineData(-7, "Ready", null)]
    [InlineData(null, "Held", "2026-12-03 03:00:00")]
    public void A_tag_goes_once_it_has_been_missing_for_the_grace_period(int? days, string status, string? until)
    {
        var state = State();
        state.Put(new StateEntry { RefId = "A1", Code = "X1", Plate = "P1", Missing = days is { } since ? Now.AddDays(since) : null });

        var step = Assert.Single(Of([], state, Service("A1 X1:P1"), Options with { GracePeriod = TimeSpan.FromDays(7) }));

        Assert.Equal(status, step.Status.ToString());
        Assert.True(until is null ? step.Reason is null : step.Reason!.Contains(until, StringComparison.Ordinal), step.Reason);
    }

    [Theory]
    [InlineData(0, null, "Ready", "2026-11-26T03:00:00Z")]
    [InlineData(7, null, "Held", "2026-11-26T03:00:00Z")]
    [InlineData(7, -3, "Held", "2026-11-23T03:00:00Z")]
    [InlineData(7, -9, "Ready", "2026-11-17T03:00:00Z")]
    public void A_revocation_says_since_when_the_roster_lacks_the_tag(int grace, int? days, string status, string since)
    {
        var state = State();
        state.Put(new StateEntry { RefId = "A1", Code = "X1", Plate = "P1", Missing = days is { } ago ? Now.AddDays(ago) : null });

        var step = Assert.Single(Of([], state, Service("A1 X1:P1"), Options with { GracePeriod = TimeSpan.FromDays(grace) }));

        Assert.Equal((status, since), (step.Status.ToString(), step.MissingSince));
        Assert.Equal(since, new PlanResult(step).MissingSince);
    }

    [Fact]
    public void A_revocation_that_a_limit_holds_says_since_when_as_well() =>
        Assert.All(
            Many(2, 0, Options with { MaximumRevocationCount = 1 }).Steps(),
            static step => Assert.Equal((PlanStatus.Held, "2026-11-26T03:00:00Z"), (step.Status, step.MissingSince)));

    [Fact]
    public void No_grace_period_runs_of_an_extra_or_while_the_roster_is_in_doubt()
    {
        PlanRow[][] rosters = [[Fault("A1")], [Fault(refId: null)], [Bare("A1")], [Bare("A1", "X2", "P1"), Bare("B2", "X2", "P2")], [Bare("A1"), Bare("A1", "X2", "P2")], [Bare("A1", "0X1", "P1")]];

        Assert.All(rosters, static rows => Assert.All(Of(rows, State("A1 X1:P1"), Service("A1 X1:P1")), static step => Assert.Null(step.MissingSince)));
        Assert.All(Of([], State("A1 X1:P1"), Service("A1 X1:P1"), Options with { Revoke = RevocationScope.None }), static step => Assert.Null(step.MissingSince));
        Assert.Null(Of([], State("A1 X2:P2"), Service("A1 X1:P1"), Options with { Revoke = RevocationScope.All })[0].MissingSince);
    }

    [Fact]
    public void A_grace_period_longer_than_any_calendar_never_ends() =>
        Assert.Contains("9999-12-31", Assert.Single(Of([], State("A1 X1:P1"), Service("A1 X1:P1"), Options with { GracePeriod = TimeSpan.MaxValue })).Reason, StringComparison.Ordinal);

    [Fact]
    public void The_grace_period_of_a_tag_that_the_state_does_not_know_does_not_end() =>
        Assert.Equal(
            ["RevokeTag! A1 X1:P1", "RevokeTag! A1 X2:P2"],
            Brief(Of([], State("A1 X1:P1"), Service("A1 X1:P1", "A1 X2:P2"), Options with { Revoke = RevocationScope.All, GracePeriod = TimeSpan.FromTicks(1) })));

    [Fact]
    public void More_revocations_than_the_count_are_held_all_of_them()
    {
        var planner = Many(revoked: 3, kept: 100, Options with { MaximumRevocationCount = 2 });

        Assert.All(planner.Steps().Where(static step => step.Action == PlanAction.RevokeTag), static step => Assert.Equal(PlanStatus.Held, step.Status));
        Assert.Equal((103, 3, 3), (planner.Figures.Listed, planner.Figures.Revocations, planner.Figures.HeldByGuard()));
        Assert.Equal(3, planner.Figures.Count(PlanAction.RevokeTag, PlanStatus.Held));
        Assert.Equal(0, planner.Figures.Count(PlanAction.RevokeTag, PlanStatus.Ready));
        Assert.Contains("would revoke 3 tags, which is more than 2", planner.Figures.Exceeded!.Message, StringComparison.Ordinal);
        Assert.Contains("-MaximumRevocationCount 3 or more", planner.Figures.Exceeded.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 0, false)]
    [InlineData(6, 0, true)]
    [InlineData(6, 54, false)]
    [InlineData(7, 62, true)]
    public void A_share_of_revocations_beyond_the_percentage_is_held_but_not_under_six(int revoked, int kept, bool isHeld)
    {
        var figures = Many(revoked, kept, Options).Figures;

        Assert.Equal(isHeld, figures.Exceeded is not null);
        Assert.Equal(isHeld ? revoked : 0, figures.Count(PlanAction.RevokeTag, PlanStatus.Held));
    }

    [Fact]
    public void The_limit_that_the_hint_names_is_the_least_that_lets_the_plan_through()
    {
        Assert.Contains("-MaximumRevocationPercent 11 or more", Many(7, 62, Options).Figures.Exceeded!.Hint, StringComparison.Ordinal);
        Assert.Null(Many(7, 62, Options with { MaximumRevocationPercent = 11 }).Figures.Exceeded);
    }

    [Fact]
    public void Revocations_beyond_both_limits_name_both()
    {
        var exceeded = Many(51, 0, Options).Figures.Exceeded!;

        Assert.Contains("-MaximumRevocationCount 51 or more", exceeded.Hint, StringComparison.Ordinal);
        Assert.Contains("-MaximumRevocationPercent 100 or more", exceeded.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Revocations_that_are_held_for_another_reason_do_not_count_for_the_guard()
    {
        var steps = Planner([], State("A1 X0:P0"), Service([.. Enumerable.Range(0, 100).Select(static i => $"A1 X{i}:P{i}")]));

        Assert.Equal((1, 0), (steps.Figures.Revocations, steps.Figures.HeldByGuard()));
        Assert.Equal(99, steps.Figures.Count(PlanAction.RevokeTag, PlanStatus.Held));
    }

    [Fact]
    public void Too_many_changes_and_moves_hold_the_revocations_too()
    {
        PlanRow[] rows = [.. Enumerable.Range(0, 3).Select(static i => Bare("A1", $"X{i}", "NEW1")), .. Enumerable.Range(3, 3).Select(static i => Bare("A1", $"X{i}", $"P{i}"))];
        string[] held = [.. Enumerable.Range(0, 3).Select(static i => $"A1 X{i}:P{i}"), .. Enumerable.Range(3, 4).Select(static i => $"B2 X{i}:P{i}")];

        var held6 = Planner(rows, State("B2 X6:P6"), Service(held));
        var ready = Planner(rows, State("B2 X6:P6"), Service(held), Options with { MaximumChangePercent = 86 });

        Assert.All(held6.Steps(), static step => Assert.Equal((PlanStatus.Held, true), (step.Status, step.Reason!.Contains("change or move 6 tags", StringComparison.Ordinal))));
        Assert.Contains("-MaximumChangePercent 86 or more", held6.Figures.Exceeded!.Hint, StringComparison.Ordinal);
        Assert.Equal((6, 7), (held6.Figures.Changes, held6.Figures.HeldByGuard()));
        Assert.All(ready.Steps(), static step => Assert.Equal(PlanStatus.Ready, step.Status));
        Assert.Null(ready.Figures.Exceeded);
    }

    [Fact]
    public void The_figures_count_every_step()
    {
        var planner = Planner([Bare("A1", "X1", "P1"), Bare("A1", "X2", "P2"), Fault("B2")], State("C3 X9:P9"), Service("A1 X1:P1", "C3 X9:P9", "C3 X8:P8"));

        var counted = planner.Steps().GroupBy(static step => (step.Action, step.Status)).ToDictionary(static steps => steps.Key, static steps => steps.Count());

        Assert.All(
            from action in Enum.GetValues<PlanAction>() from status in Enum.GetValues<PlanStatus>() select (action, status),
            key => Assert.Equal((key, counted.GetValueOrDefault(key)), (key, planner.Figures.Count(key.action, key.status))));
    }

    /// <summary>A roster that lacks some of the tags that the state has.</summary>
    private static Planner Many(int revoked, int kept, PlanOptions options)
    {
        string[] tags = [.. Enumerable.Range(0, revoked + kept).Select(static i => string.Create(CultureInfo.InvariantCulture, $"A{i % 7} X{i}:P{i}"))];
        return Planner([.. tags.Skip(revoked).Select(Parse).Select(static tag => Bare(tag.RefId, tag.Tag.Code, tag.Tag.Plate))], State(tags), Service(tags), options);
    }
}
