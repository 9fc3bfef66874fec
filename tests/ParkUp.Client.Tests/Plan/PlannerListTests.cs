using static ParkUp.Client.Tests.Plan.Plans;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Customers that could not be listed, and what others wait for.</summary>
public sealed class PlannerListTests
{
    [Theory]
    [InlineData("X1", "P9")]
    [InlineData("x1", "P9")]
    [InlineData("X9", "P1")]
    public void What_a_customer_without_a_list_may_still_hold_is_not_given_to_another(string code, string plate)
    {
        var steps = Planned([Bare("B2", code, plate), Bare("B2", "Y1", "P5")], State("A1 X1:P1"));

        Assert.Equal([$"AddTag! B2 {code}:{plate}", "AddTag B2 Y1:P5"], Brief(steps));
        Assert.Contains("A1", steps[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_does_not_get_a_plate_that_a_customer_without_a_list_may_still_hold()
    {
        var steps = Planned([Bare("B2", "Y1", "P1")], State("A1 X1:P1"), "B2 Y1:P5");

        Assert.Equal(["ChangePlate! B2 Y1:P1 was P5"], Brief(steps));
    }

    [Fact]
    public void A_plate_that_the_roster_also_wants_there_may_be_given_to_another() =>
        Assert.Equal(["Keep! A1 X1:P1", "AddTag B2 Y1:P1"], Brief(Planned([Bare("A1", "X1", "P1"), Bare("B2", "Y1", "P1")], State("A1 X1:P1"))));

    [Fact]
    public void A_tag_that_is_proven_to_be_revoked_holds_nothing()
    {
        var state = State("A1 X1:P1", "A1 X2:P2");
        state.Put(state.Find("A1", "X1", "P1")! with { Revoked = Now });

        Assert.Equal(["AddTag B2 X1:P1"], Brief(Planned([Bare("B2", "X1", "P1")], state)));
    }

    [Fact]
    public void Such_a_row_does_not_hold_the_revocations_of_its_own_customer() =>
        Assert.Equal(["AddTag! B2 X1:P1", "RevokeTag B2 Y1:P5"], Brief(Planned([Bare("B2", "X1", "P1")], State("A1 X1:P1", "B2 Y1:P5"), "B2 Y1:P5")));

    /// <summary>The list of A1 fails, and B2 is there.</summary>
    private static IReadOnlyList<PlanStep> Planned(IReadOnlyList<PlanRow> rows, PlanState state, params string[] held) =>
        Of(rows, state, [new CustomerListing("A1", Tags: null) { Failure = new ServerErrorException("Not now.") }, .. Service(["B2", .. held])]);
}
