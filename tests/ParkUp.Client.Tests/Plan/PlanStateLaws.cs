using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Plan;

/// <summary>A state finds what a plain list finds, whatever is put in and taken out.</summary>
public sealed class PlanStateLaws
{
    private static Gen<(bool IsPut, StateEntry Entry)[]> Changes { get; } = (
        from isPut in Gen.Frequency((3, Gen.Constant(true)), (2, Gen.Constant(false)))
        from refId in Gen.Elements("A1", "a1", "B2")
        from code in Gen.Elements("C1", "c1", "C2")
        from plate in Gen.Elements("P1", "p-1", "P2", "P3")
        from isRevoked in Gen.Elements(true, false)
        select (isPut, StateFolder.Entry(refId, code, plate) with { Revoked = isRevoked ? DateTimeOffset.MaxValue : null })).ArrayOf();

    [Property(MaxTest = 500)]
    public Property A_state_finds_what_a_plain_list_finds() => Prop.ForAll(Arb.From(Changes), static changes =>
    {
        var state = new PlanState();
        List<StateEntry> model = [];
        foreach (var (isPut, entry) in changes)
        {
            var place = model.FindIndex(other => StateKey.Of(other) == StateKey.Of(entry));
            if (isPut)
            {
                state.Put(entry);
                model.RemoveRange(place < 0 ? model.Count : place, place < 0 ? 0 : 1);
                model.Insert(place < 0 ? model.Count : place, entry);
            }
            else
            {
                state.Remove(entry.RefId, entry.Code, entry.Plate);
                model.RemoveAll(other => StateKey.Of(other) == StateKey.Of(entry));
            }
        }

        Assert.Equal(model, state.Entries);
        Assert.Equal(model.Count, state.Count);
        Assert.All(changes, change =>
        {
            var (refId, code, plate) = (change.Entry.RefId, change.Entry.Code, change.Entry.Plate);
            Assert.Equal(model.Find(entry => StateKey.Of(entry) == StateKey.Of(change.Entry)), state.Find(refId, code, plate));
            Assert.Equal(
                model.Where(entry => entry.Revoked is null && string.Equals(entry.RefId, refId, StringComparison.Ordinal) && string.Equals(entry.Code, code, StringComparison.OrdinalIgnoreCase)),
                state.Managed(refId, code));
        });
    });

    [Property(MaxTest = 500)]
    public Property An_entry_keeps_its_times() => Prop.ForAll(ArbMap.Default.ArbFor<DateTimeOffset>(), static time =>
    {
        var entry = StateFolder.Entry("A1", "C1", "P1") with { Seen = time, Missing = DateTimeOffset.MinValue, Revoked = DateTimeOffset.MaxValue };

        Assert.Equal((time, DateTimeOffset.MinValue, DateTimeOffset.MaxValue), (entry.Seen, entry.Missing, entry.Revoked));
        Assert.Equal((null, null, null), ((entry with { Seen = null }).Seen, StateFolder.Entry("A1", "C1", "P1").Missing, (entry with { Revoked = null }).Revoked));
    });
}
