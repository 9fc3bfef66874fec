using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Plan;

/// <summary>Few customers, codes and plates, so that every way in which steps and entries can meet comes up.</summary>
public sealed class StateUpdatesLaws
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 3, 5, 0, TimeSpan.Zero);
    private static readonly string[] RefIds = ["A1", "B2"];
    private static readonly string[] Codes = ["C1", "c1", "C2", "C3"];
    private static readonly string[] Plates = ["P1", "p-1", "P2", "P3"];

    private static Gen<StateEntry[]> States { get; } = (
        from refId in Gen.Elements(RefIds)
        from code in Gen.Elements(Codes)
        from plate in Gen.Elements(Plates)
        from isMissing in Gen.Elements(true, false)
        from isRevoked in Gen.Elements(true, false, false)
        select new StateEntry
        {
            RefId = refId,
            Code = code,
            Plate = plate,
            Seen = Now.AddDays(-9),
            Missing = isMissing ? Now.AddDays(-3) : null,
            Revoked = isRevoked ? Now.AddDays(-1) : null,
        }).ArrayOf();

    private static Gen<PlanStep[]> AnySteps { get; } = (
        from action in Gen.Elements(Enum.GetValues<PlanAction>())
        from status in Gen.Elements(PlanStatus.Ready, PlanStatus.Ready, PlanStatus.Held)
        from refId in Gen.Elements(RefIds)
        from code in Gen.Elements(Codes)
        from plate in Gen.Elements(Plates)
        from previous in Gen.Elements(Plates)
        select new PlanStep
        {
            Action = action,
            Status = status,
            RefId = refId,
            Code = code,
            Plate = plate,
            PreviousPlate = action is PlanAction.ChangePlate or PlanAction.MoveTag ? previous : null,
            FromRefId = action is PlanAction.MoveTag ? RefIds.First(other => !IsOf(other, refId)) : null,
            MissingSince = action is PlanAction.RevokeTag ? "2026-11-26T03:00:00Z" : null,
            PlannedAt = "2026-11-26T03:00:00Z",
        }).ArrayOf();

    [Property(MaxTest = 500)]
    public Property Expecting_twice_is_expecting_once() => Prop.ForAll(Arb.From(States), Arb.From(AnySteps), static (entries, steps) =>
    {
        var once = StateOf(entries);
        var twice = StateOf(entries);
        var updates = new StateUpdates(twice);
        Array.ForEach(steps, new StateUpdates(once).Expect);
        foreach (var step in steps)
        {
            updates.Expect(step);
            updates.Expect(step);
        }

        Assert.Equal(once.Entries, twice.Entries);
    });

    [Property(MaxTest = 500)]
    public Property A_tag_that_was_there_is_never_taken_out() => Prop.ForAll(Arb.From(States), Arb.From(AnySteps), Arb.From(Gen.Elements(Enum.GetValues<Outcome>()).ArrayOf(64)), static (entries, steps, outcomes) =>
    {
        var before = StateOf(entries);
        var state = StateOf(entries);
        var updates = new StateUpdates(state);
        Array.ForEach(steps, updates.Expect);
        Settle(updates, steps.Where(static step => step is { Status: PlanStatus.Ready, Action: not PlanAction.Keep }), index => outcomes[index % outcomes.Length]);

        Assert.All(before.Entries, entry => Assert.NotNull(state.Find(entry.RefId, entry.Code, entry.Plate)));
    });

    [Property(MaxTest = 500)]
    public Property What_certainly_did_not_happen_leaves_what_is_managed_as_it_was_beside_what_is_kept() => Prop.ForAll(Arb.From(States), Arb.From(AnySteps), static (entries, steps) =>
    {
        var ready = Array.FindAll(steps, static step => step.Status is PlanStatus.Ready);
        var before = StateOf(entries);
        var state = StateOf(entries);
        var updates = new StateUpdates(state);
        Array.ForEach(steps, updates.Expect);
        Settle(updates, ready.Where(static step => step.Action is not PlanAction.Keep), static _ => Outcome.Failed, isPreviousRevoked: false);

        var added = ready.Where(static step => step.Action is not (PlanAction.Keep or PlanAction.RevokeTag)).Select(KeyOf).ToHashSet();
        foreach (var kept in ready.Where(step => step.Action is PlanAction.Keep && !added.Contains(KeyOf(step)) && before.Find(step.RefId!, step.Code!, step.Plate) is null))
        {
            before.Put(new StateEntry { RefId = kept.RefId!, Code = kept.Code!, Plate = kept.Plate });
        }

        Assert.Equal(Managed(before), Managed(state), StringComparer.Ordinal);
    });

    [Property(MaxTest = 1000)]
    public Property After_all_succeeded_exactly_the_wanted_codes_are_managed() => Prop.ForAll(Arb.From(States), Arb.From(Wanted), static (entries, wanted) =>
    {
        var state = StateOf(entries);
        var updates = new StateUpdates(state);
        var steps = Plan(state, wanted);
        steps.ForEach(updates.Expect);
        foreach (var step in steps.Where(static step => step.Action is not PlanAction.Keep))
        {
            Settle(updates, [step], _ => step.Action is PlanAction.RevokeTag ? Outcome.Revoked : Outcome.Added);
        }

        foreach (var refId in RefIds)
        {
            foreach (var code in Codes)
            {
                var isWanted = wanted.Any(tag => IsOf(tag.RefId, refId) && Same(tag.Code, code));
                Assert.Equal(isWanted, state.FindManaged(refId, code, "P0") is not null);
            }
        }

        Assert.All(wanted, tag => Assert.Equal(StateKey.Of(tag), StateKey.Of(state.FindManaged(tag.RefId, tag.Code, tag.Plate)!)));
    });

    /// <summary>A roster: each code once, as a roster may give it to one customer only.</summary>
    private static Gen<StateEntry[]> Wanted { get; } = States.Select(static entries => entries.DistinctBy(static entry => entry.Code, StringComparer.OrdinalIgnoreCase).ToArray());

    /// <summary>A plan for a service that holds what the state manages: keeps, changes, moves, additions and revocations.</summary>
    private static List<PlanStep> Plan(PlanState state, StateEntry[] wanted)
    {
        List<PlanStep> steps = [];
        var open = state.Entries.Where(static entry => entry.Revoked is null).ToList();
        foreach (var tag in wanted)
        {
            var there = open.Find(entry => StateKey.Of(entry) == StateKey.Of(tag));
            var other = there is null ? open.Find(entry => Same(entry.Code, tag.Code)) : null;
            open.Remove((there ?? other)!);
            var isMove = other is not null && !IsOf(other.RefId, tag.RefId);
            steps.Add(new PlanStep
            {
                Action = there is not null ? PlanAction.Keep : other is null ? PlanAction.AddTag : isMove ? PlanAction.MoveTag : PlanAction.ChangePlate,
                RefId = tag.RefId,
                Code = tag.Code,
                Plate = tag.Plate,
                PreviousPlate = other?.Plate,
                FromRefId = isMove ? other!.RefId : null,
                PlannedAt = "2026-11-26T03:00:00Z",
            });
        }

        steps.AddRange(open.Select(static entry => new PlanStep
        {
            Action = PlanAction.RevokeTag,
            RefId = entry.RefId,
            Code = entry.Code,
            Plate = entry.Plate,
            PlannedAt = "2026-11-26T03:00:00Z",
        }));
        return steps;
    }

    private static StateKey KeyOf(PlanStep step) => new(step.RefId!, step.Code!, step.Plate);

    private static bool IsOf(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static PlanState StateOf(StateEntry[] entries)
    {
        var state = new PlanState();
        Array.ForEach(entries, state.Put);
        return state;
    }

    private static IEnumerable<string> Managed(PlanState state) => state.Entries
        .Where(static entry => entry.Revoked is null)
        .Select(static entry => $"{entry.RefId} {entry.Code.ToUpperInvariant()} {Client.Plate.Normalize(entry.Plate)}")
        .Order(StringComparer.Ordinal);

    private static void Settle(StateUpdates updates, IEnumerable<PlanStep> steps, Func<int, Outcome> outcome, bool isPreviousRevoked = true)
    {
        foreach (var (step, index) in steps.Select(static (step, index) => (step, index)))
        {
            updates.Settle(new PlanResult(step) { Outcome = outcome(index), IsPreviousRevoked = isPreviousRevoked }, Now);
        }
    }
}
