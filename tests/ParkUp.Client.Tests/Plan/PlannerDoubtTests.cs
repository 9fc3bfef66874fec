using static ParkUp.Client.Tests.Plan.Plans;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Rows that cannot be read, contradict each other or repeat each other.</summary>
public sealed class PlannerDoubtTests
{
    [Fact]
    public void A_row_that_cannot_be_read_holds_the_revocations_and_changes_of_its_customer_and_of_no_other()
    {
        PlanRow[] rows = [Fault("A1", line: 2), Bare("A1", "X1", "P9"), Bare("A1", "X2", "P2"), Bare("B2", "Y1", "P3")];

        var steps = Of(rows, State("A1 X3:P4", "B2 Y2:P5"), Service("A1 X1:P1", "A1 X3:P4", "B2 Y1:P8", "B2 Y2:P5"));

        Assert.Equal(["Keep! A1", "ChangePlate! A1 X1:P9 was P1", "AddTag A1 X2:P2", "ChangePlate B2 Y1:P3 was P8", "RevokeTag! A1 X3:P4", "RevokeTag B2 Y2:P5"], Brief(steps));
        Assert.Equal("Unreadable.", steps[0].Reason);
        Assert.Contains("Line 2", steps[4].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_whose_customer_cannot_be_read_holds_every_revocation_of_the_plan()
    {
        var steps = Of([Fault(refId: null, line: 2), Bare("B2", "Y1", "P3")], State("A1 X3:P4", "B2 Y2:P5"), Service("A1 X3:P4", "B2 Y1:P8", "B2 Y2:P5"));

        Assert.Equal(["Keep! ?", "ChangePlate B2 Y1:P3 was P8", "RevokeTag! B2 Y2:P5", "RevokeTag! A1 X3:P4"], Brief(steps));
        Assert.All(steps.Skip(2), static step => Assert.Equal("Line 2 cannot be read, so it is not known whose row it is: nothing is revoked.", step.Reason));
    }

    [Fact]
    public void The_code_of_a_row_that_cannot_be_read_is_revoked_nowhere_and_given_to_nobody_else()
    {
        var steps = Of([Fault("A1", "X1", line: 2), Bare("B2", "x1", "P1"), Bare("B2", "X2", "P2")], State("C3 X1:P1"), Service("A1 X1:P1", "B2 X2:P2", "C3 X1:P1"));

        Assert.Equal(["Keep! A1 X1:", "Keep! B2 x1:P1", "Keep B2 X2:P2", "RevokeTag! C3 X1:P1"], Brief(steps));
        Assert.Contains("Line 2", steps[1].Reason, StringComparison.Ordinal);
        Assert.Contains("X1", steps[3].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "P1")]
    [InlineData(true, "P1")]
    public void A_sound_row_is_not_in_conflict_with_one_of_the_same_tag_that_cannot_be_read(bool soundFirst, string? plate)
    {
        PlanRow[] rows = soundFirst ? [Bare("A1", "X1", "P1"), Fault("A1", "X1", plate)] : [Fault("A1", "X1", plate), Bare("A1", "X1", "P1")];

        Assert.Contains("AddTag A1 X1:P1", string.Join(' ', Brief(Of(rows, State(), Service("A1")))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_a_plate_is_in_conflict_with_a_sound_one_whatever_came_before_it() =>
        Assert.Equal(
            ["Keep! A1 X1:", "Keep! A1 X1:P1", "Keep! A1 X1:P2"],
            Brief(Of([Fault("A1", "X1"), Fault("A1", "X1", "P1"), Bare("A1", "X1", "P2")], State(), Service("A1 Y1:P9", "A1 X1:P3")).Take(3)));

    [Fact]
    public void A_code_for_two_customers_is_left_where_it_is_and_each_row_names_the_other()
    {
        PlanRow[] rows = [Bare("A1", "X1", "P1", line: 2), Bare("B2", "x1", "P1", line: 3), Bare("A1", "X1", "P1", line: 4)];

        var steps = Of(rows, State("A1 X1:P1", "C3 X1:P1"), Service("A1 X1:P1", "B2", "C3 X1:P1"));

        Assert.Equal(["Keep! A1 X1:P1", "Keep! B2 x1:P1", "Keep! A1 X1:P1", "RevokeTag! C3 X1:P1"], Brief(steps));
        Assert.Collection(
            steps.Take(3),
            static step => Assert.Contains("Line 3", step.Reason, StringComparison.Ordinal),
            static step => Assert.Contains("Line 2", step.Reason, StringComparison.Ordinal),
            static step => Assert.Contains("Line 3", step.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_code_with_two_plates_is_left_as_it_is_and_rows_without_lines_are_named_by_customer()
    {
        var steps = Of([Bare("A1", "X1", "P1"), Bare("A1", "X1", "P2")], State("A1 X1:P3"), Service("A1 X1:P3"));

        Assert.Equal(["Keep! A1 X1:P1", "Keep! A1 X1:P2"], Brief(steps));
        Assert.All(steps, static step => Assert.Contains("customer A1", step.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_row_that_repeats_a_tag_is_kept()
    {
        var steps = Of([Bare("A1", "X1", "P1", line: 2), Bare("A1", "x1", "P1", line: 3)], State(), Service("A1"));

        Assert.Equal(["AddTag A1 X1:P1", "Keep A1 x1:P1"], Brief(steps));
        Assert.Contains("line 2", steps[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_gives_its_customer_another_number_cannot_be_trusted()
    {
        PlanRow[] rows = [Bare("A1", "X1", "P1", line: 2) with { CustomerId = 7 }, Bare("A1", "X2", "P2") with { CustomerId = 8 }, Bare("A1", "X3", "P3")];

        var steps = Of(rows, State("A1 X4:P4"), Service("A1 X4:P4"));

        Assert.Equal(["AddTag A1 X1:P1", "Keep! A1 X2:P2", "AddTag A1 X3:P3", "RevokeTag! A1 X4:P4"], Brief(steps));
        Assert.Contains("line 2", steps[1].Reason, StringComparison.Ordinal);
        Assert.All(steps, static step => Assert.Equal(7, step.CustomerId));
    }

    [Fact]
    public void Fields_of_a_row_that_cannot_be_read_are_not_taken_for_those_of_its_customer()
    {
        var steps = Of([Fault("A1") with { Email = "+569" }, Row("A1", "X1", "P1")], State(), Service());

        Assert.Equal("A1@example.com", steps[1].Email);
        Assert.Equal(["Keep! A1", "CreateCustomer A1 X1:P1"], Brief(steps));
    }

    [Fact]
    public void Rows_out_of_scope_have_no_steps_and_are_not_listed_but_say_what_is_wanted()
    {
        var options = Options with { IsInScope = static refId => refId.StartsWith('A') };
        PlanRow[] rows = [Bare("A1", "X1", "P1"), Bare("B2", "X2", "P2"), Bare("A1", "X3", "P3"), Bare("B2", "X3", "P3")];
        var planner = Planner(rows, State("A1 X2:P2", "C3 X9:P9"), Service("A1 X1:P1", "A1 X2:P2"), options);

        Assert.Equal("A1", Assert.Single(planner.Customers).RefId);
        Assert.Equal(["Keep A1 X1:P1", "Keep! A1 X3:P3", "RevokeTag! A1 X2:P2"], Brief(planner.Steps()));
    }

    [Fact]
    public void A_row_whose_customer_cannot_be_read_is_in_every_scope()
    {
        var options = Options with { IsInScope = static refId => refId is "A1" };

        Assert.Equal(["Keep! ?", "RevokeTag! A1 X1:P1"], Brief(Of([Fault(refId: null)], State("A1 X1:P1"), Service("A1 X1:P1"), options)));
    }
}
