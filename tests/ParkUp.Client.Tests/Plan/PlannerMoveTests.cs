using static ParkUp.Client.Tests.Plan.Plans;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Tags that another customer holds.</summary>
public sealed class PlannerMoveTests
{
    [Fact]
    public void A_tag_moves_from_a_customer_of_the_roster_or_the_state()
    {
        PlanRow[] rows = [Bare("A1", "X1", "P1"), Bare("A1", "X2", "P9"), Bare("B2", "Y1", "P3")];

        var steps = Of(rows, State("C3 X2:P2"), Service("A1 X0:P0", "B2 Y1:P3", "B2 x1:p·1", "C3 X2:P2"));

        Assert.Equal(["MoveTag A1 X1:P1 was p·1 of B2", "MoveTag A1 X2:P9 was P2 of C3", "Keep B2 Y1:P3", "RevokeTag! A1 X0:P0"], Brief(steps));
    }

    [Fact]
    public void Two_customers_can_swap_their_tags() =>
        Assert.Equal(
            ["MoveTag A1 X2:P2 was P2 of B2", "MoveTag B2 X1:P1 was P1 of A1"],
            Brief(Of([Bare("A1", "X2", "P2"), Bare("B2", "X1", "P1")], State(), Service("A1 X1:P1", "B2 X2:P2"))));

    [Fact]
    public void The_code_that_the_customer_holds_itself_is_changed_and_not_moved() =>
        Assert.Equal(
            ["ChangePlate A1 X1:P1 was P0", "RevokeTag B2 X1:P1"],
            Brief(Of([Bare("A1", "X1", "P1")], State("B2 X1:P1"), Service("A1 X1:P0", "B2 X1:P1"))));

    [Fact]
    public void Of_several_holders_the_first_gives_the_tag_and_the_others_have_one_too_many() =>
        Assert.Equal(
            ["MoveTag A1 X1:P1 was P1 of B2", "Keep B2 Y1:P2", "RevokeTag C3 X1:P1"],
            Brief(Of([Bare("A1", "X1", "P1"), Bare("B2", "Y1", "P2")], State("C3 X1:P1"), Service("A1", "C3 X1:P1", "B2 X1:P1", "B2 Y1:P2"))));

    [Fact]
    public void The_order_in_which_the_lists_come_does_not_matter()
    {
        PlanRow[] rows = [Bare("A1", "X1", "P1"), Bare("B2", "Y1", "P2")];
        var service = Service("A1", "B2 X1:P1", "C3 X1:P1", "C3 X0:P0");
        var planner = new Planner(rows, State("C3 X1:P1"), Options);
        foreach (var list in service.Reverse())
        {
            planner.Note(list);
        }

        Assert.Equal(Of(rows, State("C3 X1:P1"), service), planner.Steps());
    }

    [Fact]
    public void Nothing_moves_from_a_customer_with_a_row_that_cannot_be_read()
    {
        var steps = Of([Bare("A1", "X1", "P1"), Fault("B2", line: 3)], State(), Service("A1", "B2 X1:P1"));

        Assert.Equal(["MoveTag! A1 X1:P1 was P1 of B2", "Keep! B2"], Brief(steps));
        Assert.Contains("Line 3", steps[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A-1", "a1")]
    [InlineData("007", "7")]
    [InlineData("Muñoz", "Munoz")]
    [InlineData("Muñoz", "Mu?oz")]
    [InlineData("Muñoz", "MuÃ±oz")]
    public void Nothing_moves_between_references_that_may_be_one_customer(string one, string other)
    {
        var steps = Of([Row(one, "X1", "P1")], State($"{other} X1:P1"), Service($"{other} X1:P1"));

        Assert.Equal([$"MoveTag! {one} X1:P1 was P1 of {other}"], Brief(steps));
        Assert.Contains($"'{other}'", steps[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A1", "A11")]
    [InlineData("A1", "B1")]
    [InlineData("Иван", "Пётр")]
    [InlineData("--", "++")]
    [InlineData("0", "00x")]
    [InlineData("\ud800a", "\ud800b")]
    public void References_that_differ_otherwise_are_two_customers(string one, string other) => Assert.False(RefIdLikeness.AreAlike(one, other));

    [Fact]
    public void Where_the_service_takes_two_references_for_one_the_tags_of_neither_are_revoked_for_the_other()
    {
        var steps = Of([Bare("a1", "X1", "P1"), Bare("A1", "X2", "P2")], State("a1 X2:P2", "A1 X1:P1"), Service("a1 X1:P1", "a1 X2:P2", "A1 X1:P1", "A1 X2:P2"));

        Assert.Equal(["Keep a1 X1:P1", "Keep A1 X2:P2", "RevokeTag! a1 X2:P2", "RevokeTag! A1 X1:P1"], Brief(steps));
    }

    [Fact]
    public void A_tag_does_not_move_to_an_unknown_customer_that_cannot_be_created()
    {
        var steps = Of([Bare("A1", "X1", "P1")], State("B2 X1:P1"), Service("B2 X1:P1"));

        Assert.Equal(["MoveTag! A1 X1:P1 was P1 of B2"], Brief(steps));
        Assert.Contains("Email", steps[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_proven_to_be_revoked_is_not_moved_from_where_it_is_still_listed()
    {
        var state = State("B2 Y1:P2");
        state.Put(new StateEntry { RefId = "B2", Code = "X1", Plate = "P1", Revoked = Now });

        Assert.Equal(["AddTag A1 X1:P1", "RevokeTag B2 Y1:P2", "Keep B2 X1:P1"], Brief(Of([Bare("A1", "X1", "P1")], state, Service("A1", "B2 X1:P1", "B2 Y1:P2"))));
    }
}
