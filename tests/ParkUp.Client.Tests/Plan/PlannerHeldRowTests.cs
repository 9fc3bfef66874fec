using static ParkUp.Client.Tests.Plan.Plans;

namespace ParkUp.Client.Tests.Plan;

/// <summary>What a held row holds of its customer, and lists and codes that may say less than there is.</summary>
public sealed class PlannerHeldRowTests
{
    private const string Doubt = "The list may be cut.";

    [Fact]
    public void A_code_typed_at_two_customers_does_not_take_the_tag_that_one_of_them_really_holds()
    {
        PlanRow[] rows = [Bare("A1", "X1", "P1", line: 2), Bare("B2", "X1", "P2", line: 3), Bare("C3", "Z1", "P9", line: 4)];

        var steps = Of(rows, State("A1 X1:P1", "B2 X2:P2", "C3 Z2:P5"), Service("A1 X1:P1", "B2 X2:P2", "C3 Z1:P9", "C3 Z2:P5"));

        Assert.Equal(["Keep! A1 X1:P1", "Keep! B2 X1:P2", "Keep C3 Z1:P9", "RevokeTag! B2 X2:P2", "RevokeTag C3 Z2:P5"], Brief(steps));
        Assert.Contains("Line 3", steps[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_moves_from_a_customer_with_a_held_row_nor_from_the_one_who_then_waits_for_it()
    {
        PlanRow[] rows = [Bare("A1", "X1", "P1", line: 2), Bare("B2", "X2", "P2", line: 3), Bare("C3", "X9", "P8", line: 4), Bare("D4", "X9", "P9", line: 5)];

        var steps = Of(rows, State("A1 X0:P0"), Service("A1 X0:P0", "B2 X1:P1", "C3 X2:P2", "D4"));

        Assert.Equal(["MoveTag! A1 X1:P1 was P1 of B2", "MoveTag! B2 X2:P2 was P2 of C3", "Keep! C3 X9:P8", "Keep! D4 X9:P9", "RevokeTag! A1 X0:P0"], Brief(steps));
        Assert.Contains("Line 3", steps[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Line 4", steps[1].Reason, StringComparison.Ordinal);
        Assert.Contains("Line 2", steps[4].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plates_of_a_customer_with_a_held_row_are_changed_all_the_same() =>
        Assert.Equal(
            ["Keep! A1 X1:P1", "ChangePlate A1 X2:P9 was P2", "Keep! B2 X1:P1"],
            Brief(Of([Bare("A1", "X1", "P1"), Bare("A1", "X2", "P9"), Bare("B2", "X1", "P1")], State(), Service("A1 X2:P2", "B2"))));

    [Fact]
    public void A_row_that_lost_its_tag_holds_the_revocations_of_its_customer()
    {
        PlanRow[] rows = [Bare("A1", "X1", "P1", line: 2), Bare("A1", line: 3), Bare("A1", "X3", "P3", line: 4)];

        var steps = Of(rows, State("A1 X2:P2"), Service("A1 X1:P1", "A1 X2:P2", "A1 X3:P3"));

        Assert.Equal(["Keep A1 X1:P1", "Keep! A1", "Keep A1 X3:P3", "RevokeTag! A1 X2:P2"], Brief(steps));
        Assert.Contains("Line 3", steps[3].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_lost_its_tag_holds_the_move_of_it_to_another_customer() =>
        Assert.Equal(
            ["Keep A1 X1:P1", "Keep! A1", "MoveTag! B2 X2:P2 was P2 of A1"],
            Brief(Of([Bare("A1", "X1", "P1"), Bare("A1"), Bare("B2", "X2", "P2")], State(), Service("A1 X1:P1", "A1 X2:P2", "B2"))));

    [Fact]
    public void A_row_without_a_tag_that_holds_nothing_is_not_held_itself()
    {
        // The tag that no row wants is an extra, which stays in any case.
        var steps = Of([Bare("A1", "X1", "P1"), Bare("A1")], State(), Service("A1 X1:P1", "A1 X2:P2"));

        Assert.Equal(["Keep A1 X1:P1", "Keep A1", "RevokeTag! A1 X2:P2"], Brief(steps));
    }

    [Theory]
    [InlineData("2100001", "02100001", "P1")]
    [InlineData("2100001", "02100001", "P2")]
    [InlineData("X-1", "x1", "P1")]
    [InlineData("MUN1", "MUÑ1", "P1")]
    public void A_code_that_is_like_a_listed_one_is_not_taken_for_another_tag(string wanted, string listed, string plate)
    {
        var steps = Of([Bare("A1", wanted, plate, line: 2), Bare("A1", "Y1", "P3")], State($"A1 {listed}:P1"), Service($"A1 {listed}:P1", "A1 Y1:P3"));

        Assert.Equal([$"AddTag! A1 {wanted}:{plate}", "Keep A1 Y1:P3", $"RevokeTag! A1 {listed}:P1"], Brief(steps));
        Assert.Contains($"{listed}", steps[0].Reason, StringComparison.Ordinal);
        Assert.Contains($"Line 2 wants {wanted}", steps[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_lost_its_zeros_does_not_take_the_tag_of_another_customer() =>
        Assert.Equal(
            ["MoveTag! A1 1:P1 was P9 of B2", "RevokeTag! A1 01:P1"],
            Brief(Of([Bare("A1", "1", "P1")], State("A1 01:P1", "B2 1:P9"), Service("A1 01:P1", "B2 1:P9"))));

    [Fact]
    public void Codes_that_are_alike_are_two_where_rows_want_both_or_different_customers_hold_them()
    {
        PlanRow[] rows = [Bare("A1", "1", "P1"), Bare("A1", "01", "P2"), Bare("B2", "2", "P3"), Bare("C3", "Z", "P5")];

        var steps = Of(rows, State("C3 02:P4"), Service("A1 01:P2", "B2", "C3 02:P4", "C3 Z:P5"));

        Assert.Equal(["AddTag A1 1:P1", "Keep A1 01:P2", "AddTag B2 2:P3", "Keep C3 Z:P5", "RevokeTag C3 02:P4"], Brief(steps));
    }

    [Fact]
    public void Many_codes_that_a_customer_lacks_are_compared_with_many_that_it_holds_in_time()
    {
        PlanRow[] rows = [.. Enumerable.Range(0, 20_000).Select(static i => Bare("A1", Number(100_000 + i), "P1"))];
        var state = State([.. Enumerable.Range(0, 20_000).Select(static i => $"A1 0{Number(100_000 + i)}:P1")]);

        var planner = Planner(rows, state, [new("A1", [.. state.Entries.Select(static entry => new Tag(entry.Code, "P2"))])]);

        Assert.Equal(20_000, planner.Figures.Count(PlanAction.AddTag, PlanStatus.Held));
        Assert.Equal(20_000, planner.Figures.Count(PlanAction.RevokeTag, PlanStatus.Held));
    }

    [Fact]
    public void A_list_that_may_be_cut_says_nothing_of_what_it_does_not_show_and_goes_on_with_what_it_does()
    {
        PlanRow[] rows = [Row("A1", "X1", "P1"), Row("A1", "X2", "P9"), Row("A1", "X3", "P3"), Row("A1", "x3", "P3"), Row("A1", "X4", "P4"), Row("B2", "Y1", "P5")];
        CustomerListing[] service = [Service("A1 X1:P1", "A1 X2:P2", "A1 X8:P8")[0] with { Doubt = Doubt }, .. Service("B2 Y1:P5", "B2 X4:P4")];

        var steps = Of(rows, State("A1 X8:P8", "B2 X4:P4"), service);

        Assert.Equal(
            ["Keep A1 X1:P1", "ChangePlate A1 X2:P9 was P2", "Keep! A1 X3:P3", "Keep! A1 x3:P3", "Keep! A1 X4:P4", "Keep B2 Y1:P5", "RevokeTag A1 X8:P8", "RevokeTag! B2 X4:P4"],
            Brief(steps));
        Assert.All(steps.Skip(2).Take(3), static step => Assert.Equal(Doubt, step.Reason));
        Assert.Contains("could not all be listed", steps[7].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_that_may_be_cut_creates_no_customer() =>
        Assert.Equal(["Keep! A1 X1:P1"], Brief(Of([Row("A1", "X1", "P1")], State(), [new("A1", []) { Doubt = Doubt }])));

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
