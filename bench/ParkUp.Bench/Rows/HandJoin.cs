using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>
/// What the planner is held against: the comparison as people write it with LINQ, over rows and lists that it gets as
/// objects. No checks of cells, no doubts, no limits, and a step of three fields.
/// </summary>
internal static class HandJoin
{
    public static StepCount Plan(IReadOnlyList<RosterLine> rows, IReadOnlyDictionary<string, RosterLine[]> lists)
    {
        var held = rows.GroupBy(static row => row.RefId, StringComparer.Ordinal).SelectMany(customer => lists[customer.Key]).ToList();
        List<HandStep> steps =
        [
            .. rows.GroupJoin(held, static row => row.Code, static tag => tag.Code, Compare, StringComparer.OrdinalIgnoreCase),
            .. held.ExceptBy(rows.Select(static row => row.Code), static tag => tag.Code, StringComparer.OrdinalIgnoreCase)
                .Select(static tag => new HandStep(PlanAction.RevokeTag, tag, Previous: null)),
        ];
        var counts = steps.CountBy(static step => step.Action).ToDictionary();
        return new StepCount(
            counts[PlanAction.Keep],
            counts[PlanAction.AddTag],
            counts[PlanAction.ChangePlate],
            counts[PlanAction.MoveTag],
            counts[PlanAction.RevokeTag],
            FirstOther: null);
    }

    private static HandStep Compare(RosterLine row, IEnumerable<RosterLine> tags)
    {
        var tag = tags.FirstOrDefault();
        var action = tag is null ? PlanAction.AddTag
            : !string.Equals(tag.RefId, row.RefId, StringComparison.Ordinal) ? PlanAction.MoveTag
            : !string.Equals(tag.Plate, row.Plate, StringComparison.Ordinal) ? PlanAction.ChangePlate
            : PlanAction.Keep;
        return new HandStep(action, row, tag);
    }

    private sealed record HandStep(PlanAction Action, RosterLine Wanted, RosterLine? Previous);
}
