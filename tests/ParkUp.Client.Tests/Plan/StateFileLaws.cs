using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Whatever a roster can hold, a state gives back.</summary>
public sealed class StateFileLaws
{
    // What a file may take for something else: a number, a header, a total, a line for machines, a formula, a quote.
    private static readonly string[] Awkward =
    [
        "A1", "00123", "a\"b", "x,y", "x;y", "x|y", "#5", "'5", "sep=", "sep=;", "#TYPE x", "Total", "RefId", "Code", "Plate", "+56", "-1", "@a", "=1",
        "=\"007\"", "O'Neil", "ñandú", "Ω", "😀", "20.0", "1:2", "a b", "\t", "NULL", "C1\u001a", "/", "Seen", "2026-01-02T03:04:05Z",
    ];

    private static Gen<string> Texts { get; } = Gen.OneOf(
        Gen.Elements(Awkward),
        Gen.Elements(Awkward).Two().Select(static pair => pair.Item1 + pair.Item2),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(static text => text.Get));

    private static Gen<DateTimeOffset?> Times { get; } = Gen.OneOf(
        Gen.Constant<DateTimeOffset?>(null),
        ArbMap.Default.GeneratorFor<DateTimeOffset>().Select(static time => (DateTimeOffset?)time));

    private static Gen<StateEntry[]> Entries { get; } = (
        from refId in Texts
        from id in Gen.Choose(0, 3)
        from code in Texts
        from plate in Texts
        from seen in Times
        from missing in Times
        from revoked in Times
        where FieldCheck.Reference(refId, out _) is null && FieldCheck.Code(code, out _) is null
            && FieldCheck.Plate(plate, out _) is null && FieldCheck.Plate(Of(plate), out _) is null // N-A-N becomes a sign of damage.
        select new StateEntry
        {
            RefId = CellRules.Restore(RosterField.RefId, refId)!,
            CustomerId = id == 0 ? null : id,
            Code = CellRules.Restore(RosterField.Code, code)!,
            Plate = Of(plate),
            Seen = seen,
            Missing = missing,
            Revoked = revoked,
        }).ArrayOf();

    [Property(MaxTest = 300)]
    public Property What_is_written_is_read_again() => Prop.ForAll(Arb.From(Entries), static entries =>
    {
        var state = new PlanState();
        foreach (var entry in entries)
        {
            state.Put(entry);
        }

        using var folder = new StateFolder();
        using (var writer = new StreamWriter(folder.Path))
        {
            StateWriter.Write(writer, state, StateFolder.Service);
        }

        Assert.Equal(state.Entries, folder.Read().Entries);
    });

    [Property(MaxTest = 300)]
    public Property What_no_roster_can_hold_is_left_out_and_spoils_nothing() => Prop.ForAll(Arb.From(Texts.Three()), static cells =>
    {
        var sound = StateFolder.Entry("A1", "C1", "P1");
        var state = new PlanState();
        state.Put(new StateEntry { RefId = cells.Item1, Code = cells.Item2, Plate = cells.Item3 });
        state.Put(sound);

        using var folder = new StateFolder();
        using (var writer = new StreamWriter(folder.Path))
        {
            StateWriter.Write(writer, state, StateFolder.Service);
        }

        var read = folder.Read();
        Assert.Contains(read.Entries, entry => StateKey.Of(entry) == StateKey.Of(sound));
        Assert.All(read.Entries, entry => Assert.NotNull(state.Find(entry.RefId, entry.Code, entry.Plate)));
    });

    private static string? Of(string text) => Client.Plate.Normalize(CellRules.Restore(RosterField.Plate, text));
}
