using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Which steps are written together, and which come last.</summary>
public sealed class PlanGroupsTests
{
    [Fact]
    public void Steps_of_one_customer_are_together_and_others_are_not() =>
        AssertGroups([[0, 2], [1]], Steps.Add("A1", "T1", "AA1111"), Steps.Add("B2", "T2", "AA1111"), Steps.Change("A1", "T3", "CC3333", "DD4444"));

    [Fact]
    public void A_reference_in_another_case_is_another_customer() =>
        AssertGroups([[0], [1]], Steps.Add("A1", "T1", "AA1111"), Steps.Add("a1", "T2", "BB2222"));

    [Fact]
    public void A_move_joins_both_of_its_customers() =>
        AssertGroups([[0, 1, 2]], Steps.Add("A1", "T1", "AA1111"), Steps.Add("B2", "T2", "BB2222"), Steps.Move("A1", "B2", "T3", "CC3333"));

    [Fact]
    public void A_code_that_another_step_takes_away_joins_them_in_any_case() =>
        AssertGroups([[0, 1]], Steps.Add("A1", "T1", "AA1111"), Steps.Revoke("B2", "t1", "BB2222"));

    [Fact]
    public void A_plate_that_another_step_takes_away_joins_them_in_any_spelling() =>
        AssertGroups([[0, 1], [2]], Steps.Add("A1", "T1", "AA1111"), Steps.Change("B2", "T2", "aa-1111", "BB2222"), Steps.Add("C3", "T3", "CC3333"));

    [Fact]
    public void A_change_does_not_hand_over_its_code() =>
        AssertGroups([[0], [1]], Steps.Change("A1", "T1", "AA1111", "BB2222"), Steps.Add("B2", "T1", "CC3333"));

    [Fact]
    public void Plain_revocations_are_last_and_together_by_customer()
    {
        var orders = AssertGroups([[0], [1, 3], [2]], Steps.Add("A1", "T1", "AA1111"), Steps.Revoke("A1", "T2", "BB2222"), Steps.Revoke("B2", "T3", "CC3333"), Steps.Revoke("A1", "T4", "DD4444"));

        Assert.Equal([false, true, true, true], [.. orders.Select(static order => order.IsLast)]);
    }

    [Fact]
    public void A_customer_by_the_name_of_a_group_is_not_mixed_up_with_it() =>
        AssertGroups([[0], [1]], Steps.Add("last 0", "T1", "AA1111"), Steps.Revoke("0", "T2", "BB2222"));

    private static PlanOrder[] AssertGroups(int[][] expected, params PlanStep[] steps)
    {
        var orders = PlanGroups.Of(steps);

        Assert.Equal(steps, orders.Select(static order => order.Step));
        Assert.Equal(expected, [.. orders.Select(static (order, place) => (order.Group, place)).GroupBy(static order => order.Group, static order => order.place, StringComparer.Ordinal).Select(static group => group.ToArray())]);
        return orders;
    }
}
