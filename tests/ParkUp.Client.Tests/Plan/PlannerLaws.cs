using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ParkUp.Client.Tests.Plan;

/// <summary>What holds of the plan of any roster, state and service.</summary>
public sealed class PlannerLaws
{
    [Property(MaxTest = 2000)]
    public Property A_plan_that_was_applied_leaves_nothing_to_do() => Prop.ForAll(World.Sound, static world =>
    {
        var (service, state) = (new ModelService(world), world.State());
        var steps = service.Plan(state).Steps().ToList();
        if (steps.Exists(static step => step.Status == PlanStatus.Held))
        {
            return true.Label("held");
        }

        service.Apply(steps, state);
        var next = Plans.Brief(service.Plan(state).Steps());
        return Array.TrueForAll(next, static step => step.StartsWith("Keep ", StringComparison.Ordinal)).Label(string.Join(" | ", next));
    });

    [Property(MaxTest = 500)]
    public Property Most_sound_rosters_have_plans_with_nothing_held() => Prop.ForAll(Arb.From(Gen.ListOf(World.Sound.Generator, 40)), static worlds =>
        worlds.Count(static world => new ModelService(world).Plan(world.State()).Steps().All(static step => step.Status == PlanStatus.Ready)) > 8);

    [Property(MaxTest = 1000)]
    public Property Whatever_is_held_the_rest_can_be_written() => Prop.ForAll(World.Messy, static world =>
    {
        var (service, state) = (new ModelService(world), world.State());
        var planner = service.Plan(state);
        var listed = planner.Customers.Select(static customer => customer.RefId).ToHashSet(StringComparer.Ordinal);
        if (world.Active.Any(tag => !listed.Contains(tag.RefId)))
        {
            return true.Label("a customer that no plan can know of");
        }

        // An empty list does not tell that a customer is unknown, and the roster may be unable to create it.
        bool MayBeUnknown(PlanStep step) => step.Action is PlanAction.AddTag or PlanAction.MoveTag && step.Email is null && service.List(step.RefId!).Tags is { Count: 0 };
        var steps = planner.Steps().Where(step => !MayBeUnknown(step)).ToList();
        service.Apply(steps, state);
        return true.Label("no step asked for what cannot be");
    });

    [Property(MaxTest = 1000)]
    public Property Every_row_in_scope_has_its_step_in_order() => Prop.ForAll(World.Messy, static world =>
    {
        var rows = world.Rows.Where(row => row.RefId is null || world.Options.IsInScope?.Invoke(row.RefId) != false).ToList();
        var steps = Plan(world);
        return steps.Take(rows.Count).Select(static step => (step.Line, step.RefId, step.Code, step.Plate)).SequenceEqual(rows.Select(static row => (row.Line, row.RefId, row.Code, row.Plate)))
            && steps.Skip(rows.Count).SkipWhile(static step => step is { Line: null, Action: PlanAction.RevokeTag })
                .All(static step => step is { Line: null, Action: PlanAction.Keep, Status: PlanStatus.Ready, Reason: not null });
    });

    [Property(MaxTest = 1000)]
    public Property The_order_of_the_rows_does_not_matter_to_what_is_written() => Prop.ForAll(
        Arb.From(from world in Gen.OneOf(World.Sound.Generator, World.Messy.Generator) from rows in Gen.Shuffle(world.Rows) select (world, world with { Rows = rows })),
        static pair => Written(pair.Item1).SequenceEqual(Written(pair.Item2), StringComparer.Ordinal)
            .Label($"{string.Join(" | ", Written(pair.Item1))} <> {string.Join(" | ", Written(pair.Item2))}"));

    [Property(MaxTest = 1000)]
    public Property No_revocation_takes_what_is_not_of_the_state() => Prop.ForAll(World.Messy, static world =>
    {
        var state = world.State();
        return Plan(world).All(step => step.Action != PlanAction.RevokeTag || step.Status == PlanStatus.Held || world.Options.Revoke == RevocationScope.All
            || (world.Options.Revoke == RevocationScope.Managed && state.FindManaged(step.RefId!, step.Code!, step.Plate) is not null));
    });

    [Property(MaxTest = 1000)]
    public Property No_step_takes_from_a_customer_a_code_that_a_row_wants_there() => Prop.ForAll(World.Messy, static world =>
        Ready(world).Where(static step => step.Action is PlanAction.RevokeTag or PlanAction.MoveTag).All(step => !Array.Exists(
            world.Rows,
            row => string.Equals(row.RefId, step.FromRefId ?? step.RefId, StringComparison.Ordinal) && string.Equals(row.Code, step.Code, StringComparison.OrdinalIgnoreCase))));

    [Property(MaxTest = 1000)]
    public Property No_revocation_is_ready_while_a_reference_cannot_be_read() => Prop.ForAll(World.Messy, static world =>
        !Array.Exists(world.Rows, static row => row.RefId is null) || !Ready(world).Any(static step => step.Action == PlanAction.RevokeTag));

    [Property(MaxTest = 1000)]
    public Property Damage_to_a_row_takes_no_tag_that_would_have_stayed() => Prop.ForAll(
        Arb.From(
            from world in World.Sound.Generator
            where world.Rows is { Length: > 0 } rows && rows[0].Email is not null
            from index in Gen.Choose(0, world.Rows.Length - 1)
            from keeps in Gen.ArrayOf(Gen.Elements(true, false), 3)
            from damaged in Gen.Elements<Func<World, int, World?>>((w, i) => Damaged(w, i, keeps), Blanked, Mistyped)
            let after = damaged(world, index)
            where after is not null
            select (world, after)),
        static pair =>
        {
            var before = Taken(pair.world);
            var after = Taken(pair.Item2);
            return after.All(before.Contains).Label(string.Join(" | ", after));
        });

    [Property(MaxTest = 1000)]
    public Property Codes_that_lost_their_zeros_take_no_tag_that_would_have_stayed() => Prop.ForAll(Arb.From(World.Sound.Generator.Where(static world => Array.TrueForAll(world.Rows, static row => row.Email is not null))), static world =>
    {
        static string Zero(string code) => "0" + code;
        var zeros = world with
        {
            Active = [.. world.Active.Select(static tag => tag with { Code = Zero(tag.Code) })],
            Cancelled = [.. world.Cancelled.Select(static tag => tag with { Code = Zero(tag.Code) })],
            Placed = [.. world.Placed.Select(static entry => entry with { Code = Zero(entry.Code) })],
        };
        var before = Taken(zeros with { Rows = [.. world.Rows.Select(static row => row with { Code = Zero(row.Code!) })] });
        var after = Taken(zeros);
        return after.All(before.Contains).Label(string.Join(" | ", after));
    });

    [Property(MaxTest = 1000)]
    public Property Nothing_is_revoked_of_or_moved_from_a_customer_with_a_held_row() => Prop.ForAll(World.Messy, static world =>
    {
        var steps = Plan(world);
        var held = steps.Where(static step => step is { Status: PlanStatus.Held, Line: not null }).Select(static step => step.RefId).ToHashSet(StringComparer.Ordinal);
        return steps.All(step => step.Status == PlanStatus.Held || step.Action is not (PlanAction.RevokeTag or PlanAction.MoveTag) || !held.Contains(step.FromRefId ?? step.RefId));
    });

    [Property(MaxTest = 1000)]
    public Property A_tag_is_missing_where_nothing_but_a_grace_period_or_a_limit_keeps_it() => Prop.ForAll(World.Messy, static world =>
    {
        var ready = Plan(world);
        var graced = Plan(world, world.Options with { GracePeriod = TimeSpan.FromDays(1) });
        var limited = Plan(world, world.Options with { MaximumRevocationCount = 0 });
        var state = world.State();
        return ready.Zip(graced, limited).All(steps =>
            (steps.First.MissingSince is not null) == (steps.First is { Action: PlanAction.RevokeTag, Status: PlanStatus.Ready } first && state.FindManaged(first.RefId!, first.Code!, first.Plate) is not null)
            && string.Equals(steps.First.MissingSince, steps.Second.MissingSince, StringComparison.Ordinal)
            && string.Equals(steps.First.MissingSince, steps.Third.MissingSince, StringComparison.Ordinal));
    });

    [Property(MaxTest = 1000)]
    public Property A_higher_limit_holds_no_step_that_a_lower_one_lets_through() => Prop.ForAll(
        Arb.From(from world in World.Messy.Generator from lower in Gen.ArrayOf(Gen.Choose(0, 100), 3) from more in Gen.ArrayOf(Gen.Choose(0, 50), 3) select (world, lower, more)),
        static limits =>
        {
            var (world, lower, more) = limits;
            PlanOptions Limits(int[] extra) => world.Options with
            {
                Revoke = RevocationScope.All,
                MaximumRevocationCount = (lower[0] / 10) + extra[0],
                MaximumRevocationPercent = lower[1] + extra[1],
                MaximumChangePercent = lower[2] + extra[2],
            };
            var strict = Plan(world, Limits([0, 0, 0]));
            var lenient = Plan(world, Limits(more));
            return strict.Zip(lenient).All(static steps => steps.First.Action == steps.Second.Action && steps.First.Status >= steps.Second.Status) && strict.Count == lenient.Count;
        });

    [Property(MaxTest = 500)]
    public Property Two_plans_of_the_same_input_are_equal_in_whatever_order_the_lists_come() => Prop.ForAll(
        Arb.From(from world in World.Messy.Generator from order in Gen.Shuffle(Enumerable.Range(0, 16).ToArray()) select (world, order)),
        static pair =>
        {
            var (world, order) = pair;
            var planner = new Planner(world.Rows, world.State(), world.Options);
            var service = new ModelService(world);
            foreach (var (customer, _) in planner.Customers.Zip(order).OrderBy(static customer => customer.Second))
            {
                planner.Note(service.List(customer.RefId));
            }

            return planner.Steps().SequenceEqual(Plan(world));
        });

    [Property(MaxTest = 500)]
    public Property A_step_is_held_for_a_reason() => Prop.ForAll(World.Messy, static world =>
        Plan(world).All(static step => step.Status == PlanStatus.Ready || step.Reason is { Length: > 0 }));

    private static List<PlanStep> Plan(World world, PlanOptions? options = null) => [.. new ModelService(world).Plan(world.State(), options).Steps()];

    private static IEnumerable<PlanStep> Ready(World world) => Plan(world).Where(static step => step.Status == PlanStatus.Ready);

    /// <summary>What is taken from whom, by code.</summary>
    private static HashSet<string> Taken(World world) => Ready(world)
        .Where(static step => step.Action is PlanAction.RevokeTag or PlanAction.MoveTag or PlanAction.ChangePlate)
        .Select(static step => $"{step.FromRefId ?? step.RefId} {step.Code!.ToUpperInvariant()}")
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The steps to write, as a set.</summary>
    private static List<string> Written(World world) =>
    [
        .. Plans.Brief(Ready(world).Where(static step => step.Action != PlanAction.Keep)).Select(static step => step.ToUpperInvariant())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The row without its tag.</summary>
    private static World Blanked(World world, int index) => world with
    {
        Rows = [.. world.Rows[..index], world.Rows[index] with { Code = null, Plate = null }, .. world.Rows[(index + 1)..]],
    };

    /// <summary>The row with the code of the next one; null where that makes it the same row, and so no mistake that shows.</summary>
    private static World? Mistyped(World world, int index)
    {
        var (row, next) = (world.Rows[index], world.Rows[(index + 1) % world.Rows.Length]);
        var typed = row with { Code = next.Code };
        return typed.Equals(next with { Line = row.Line }) ? null : world with { Rows = [.. world.Rows[..index], typed, .. world.Rows[(index + 1)..]] };
    }

    private static World Damaged(World world, int index, bool[] keeps)
    {
        var row = world.Rows[index];
        return world with
        {
            Rows =
            [
                .. world.Rows[..index],
                row with { Fault = "Damaged.", RefId = keeps[0] ? row.RefId : null, Code = keeps[1] ? row.Code : null, Plate = keeps[2] ? row.Plate : null },
                .. world.Rows[(index + 1)..],
            ],
        };
    }
}
