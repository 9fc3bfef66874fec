using FsCheck;
using FsCheck.Fluent;

namespace ParkUp.Client.Tests.Plan;

/// <summary>A roster, a state and a service, from pools so small that tags move, swap, go round in rings and contradict each other.</summary>
internal sealed record World
{
    private const int Codes = 9;

    private static readonly string[] RefIds = ["A1", "B2", "C3", "D4"];

    public required PlanRow[] Rows { get; init; }

    public required StateEntry[] Placed { get; init; }

    public required HeldTag[] Active { get; init; }

    public required HeldTag[] Cancelled { get; init; }

    public required string[] Known { get; init; }

    public bool IsUnknownEmpty { get; init; }

    public bool ListsCancelled { get; init; }

    public bool ArePlatesUnique { get; init; }

    public required PlanOptions Options { get; init; }

    /// <summary>Every row can be read and none contradicts another; the state knows all tags, or all are to go.</summary>
    public static Arbitrary<World> Sound => Arb.From(
        from refIds in Gen.Shuffle(RefIds)
        from held in Gen.ArrayOf(Tags(RefIds), Codes)
        from wanted in Gen.ArrayOf(Tags([.. RefIds, "E5"]), Codes)
        from heldPlates in Gen.Shuffle(Numbers)
        from wantedPlates in Gen.Shuffle(Numbers)
        from same in Gen.ArrayOf(Gen.Elements(true, false), Codes)
        from rows in Gen.Shuffle([.. Numbers.Where(i => wanted[i].IsThere)])
        from repeated in Gen.Choose(0, 2)
        from flags in Gen.ArrayOf(Gen.Elements(true, false), 4)
        let world = Of(
            [.. rows.Concat(rows.Take(repeated)).Select((i, line) => Row(wanted[i].RefId, i, same[i] ? heldPlates[i] : wantedPlates[i], line, flags[0]))],
            held,
            heldPlates,
            knowsAll: true,
            flags)

        // A list that is empty does not tell an unknown customer: only the roster can create it then.
        select world with { ArePlatesUnique = !same.Contains(true), IsUnknownEmpty = flags[0] && flags[3] });

    /// <summary>Anything: faults, contradictions, rows without tags, references alike, tags that nobody knows.</summary>
    public static Arbitrary<World> Messy => Arb.From(
        from held in Gen.ArrayOf(Tags([.. RefIds, "a1"]), Codes)
        from heldPlates in Gen.ArrayOf(Gen.Choose(0, 4), Codes)
        from rows in Gen.ArrayOf(MessyRow)
        from flags in Gen.ArrayOf(Gen.Elements(true, false), 4)
        from revoke in Gen.Elements(Enum.GetValues<RevocationScope>())
        from scope in Gen.Frequency((3, Gen.Constant<Predicate<string>?>(null)), (1, Gen.Constant<Predicate<string>?>(static refId => refId is not "B2")))
        let world = Of([.. rows.Select(static (row, i) => row with { Line = i + 2 })], held, heldPlates, knowsAll: false, flags)
        select world with { Options = world.Options with { Revoke = revoke, IsInScope = scope } });

    private static int[] Numbers => [.. Enumerable.Range(0, Codes)];

    private static Gen<PlanRow> MessyRow =>
        from refId in Gen.Frequency((12, Gen.Elements<string?>([.. RefIds, "a1", "E5"])), (1, Gen.Constant<string?>(null)))
        from code in Gen.Choose(0, Codes - 1)
        from plate in Gen.Choose(0, 4)
        from isLower in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from kind in Gen.Frequency((12, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Choose(2, 4)))
        from hasContact in Gen.Elements(true, false)
        let row = Row(refId, code, plate, line: 0, hasContact)
        let cased = isLower ? row with { Code = row.Code!.ToLowerInvariant() } : row
        let shaped = kind switch
        {
            1 => cased with { Code = null, Plate = null },
            2 => cased with { Fault = "Unreadable." },
            3 => cased with { Fault = "Unreadable.", Code = null, Plate = null },
            4 => cased with { Fault = "Unreadable.", Plate = null },
            _ => cased,
        }
        select refId is null ? shaped with { Fault = "No reference." } : shaped;

    public PlanState State()
    {
        var state = new PlanState();
        foreach (var entry in Placed)
        {
            state.Put(entry);
        }

        return state;
    }

    public override string ToString() => string.Join(
        Environment.NewLine,
        [
            .. Rows.Select(static row => $"row {row.Line}: {row.RefId} {row.Code}:{row.Plate} {row.Email} {row.Fault}"),
            .. Placed.Select(static entry => $"state: {entry.RefId} {entry.Code}:{entry.Plate}{(entry.Revoked is null ? "" : " revoked")}"),
            .. Active.Select(static tag => $"active: {tag}"),
            .. Cancelled.Select(static tag => $"cancelled: {tag}"),
            $"known: {string.Join(' ', Known)}, empty {IsUnknownEmpty}, lists cancelled {ListsCancelled}, unique plates {ArePlatesUnique}, {Options.Revoke}",
        ]);

    /// <summary>Whether and where each code is; whether it was cancelled there, and whether the state knows it.</summary>
    private static Gen<Place> Tags(string[] refIds) =>
        from refId in Gen.Elements(refIds)
        from isThere in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from isCancelled in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from isPlaced in Gen.Elements(true, false)
        select new Place(refId, isThere, isCancelled, isPlaced);

    private static PlanRow Row(string? refId, int code, int plate, int line, bool hasContact) => new()
    {
        RefId = refId,
        Code = $"X{code}",
        Plate = $"P{plate}",
        Line = line + 2,
        Email = hasContact ? "a@example.com" : null,
        Phone = hasContact ? "1" : null,
    };

    private static World Of(PlanRow[] rows, Place[] held, int[] plates, bool knowsAll, bool[] flags)
    {
        var tags = held.Select((place, i) => (place, Tag: new HeldTag(place.RefId, $"X{i}", $"P{plates[i]}"))).Where(static pair => pair.place.IsThere).ToList();
        var listsCancelled = flags[1];
        return new World
        {
            Rows = rows,
            Active = [.. tags.Where(static pair => !pair.place.IsCancelled).Select(static pair => pair.Tag)],
            Cancelled = [.. tags.Where(static pair => pair.place.IsCancelled).Select(static pair => pair.Tag)],

            // Of the tags that were cancelled, the state knows only some to be.
            Placed =
            [
                .. tags.Where(pair => knowsAll || pair.place.IsPlaced).Select(static pair => new StateEntry
                {
                    RefId = pair.Tag.RefId,
                    Code = pair.Tag.Code,
                    Plate = pair.Tag.Plate,
                    Revoked = pair.place is { IsCancelled: true, IsPlaced: true } ? Plans.Now : null,
                }),
            ],
            Known = [.. tags.Select(static pair => pair.Tag.RefId).Concat(flags[2] ? RefIds : []).Distinct(StringComparer.Ordinal)],
            IsUnknownEmpty = flags[3],
            ListsCancelled = listsCancelled,
            Options = Plans.Options with { MaximumRevocationCount = int.MaxValue, MaximumRevocationPercent = 100, MaximumChangePercent = 100 },
        };
    }

    private sealed record Place(string RefId, bool IsThere, bool IsCancelled, bool IsPlaced);
}
