namespace ParkUp.Client.Tests.Plan;

public sealed class PlanStateTests
{
    [Fact]
    public void Entries_keep_their_order_when_some_are_replaced_and_taken_out()
    {
        var state = new PlanState();
        foreach (var code in new[] { "C1", "C2", "C3", "C4" })
        {
            state.Put(StateFolder.Entry("A1", code, "P1"));
        }

        state.Remove("A1", "c2", "p-1");
        state.Put(StateFolder.Entry("A1", "c1", "P1"));
        state.Put(StateFolder.Entry("A1", "C2", "P1"));
        state.Remove("A1", "C9", "P1");

        Assert.Equal("c1 C3 C4 C2", string.Join(' ', state.Entries.Select(static entry => entry.Code)));
        Assert.Equal(4, state.Count);
    }

    [Fact]
    public void An_entry_that_was_taken_out_manages_nothing()
    {
        var state = new PlanState();
        state.Put(StateFolder.Entry("A1", "C1", "P1"));
        state.Put(StateFolder.Entry("A1", "C1", "P2"));

        state.Remove("A1", "C1", "P1");

        Assert.Equal("P2", state.FindManaged("A1", "C1", "P1")?.Plate);
        Assert.Null(state.FindManaged("a1", "C1", "P1"));
    }

    [Fact]
    public void A_code_put_in_again_in_another_case_is_managed_once()
    {
        var state = new PlanState();
        state.Put(StateFolder.Entry("A1", "c1", "P1"));
        state.Put(StateFolder.Entry("A1", "C1", "P2"));
        state.Remove("A1", "C1", "P1");
        state.Remove("A1", "c1", "P2");
        state.Put(StateFolder.Entry("A1", "C1", "P1"));

        Assert.Equal("P1", Assert.Single(state.Managed("A1", "c1")).Plate);
    }

    [Fact]
    public void Many_tags_of_one_customer_are_found_as_fast_as_few()
    {
        var state = new PlanState();
        var codes = Enumerable.Range(0, 100_000).Select(static i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        codes.ForEach(code => state.Put(StateFolder.Entry("A1", code, "P1")));

        // A search through all of them for each would take minutes.
        Assert.All(codes, code => Assert.Equal(code, state.FindManaged("A1", code, "P2")?.Code));
    }
}
