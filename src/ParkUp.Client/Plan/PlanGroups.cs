namespace ParkUp.Client;

/// <summary>
/// Groups steps that depend on each other: those of one customer, and those that add a code or plate which another takes
/// away. A revocation that nothing waits for is last, with the others of its customer.
/// </summary>
internal static class PlanGroups
{
    /// <summary>The steps with their groups, in their order.</summary>
    /// <param name="readySteps">Steps that are ready, and do something.</param>
    public static PlanOrder[] Of(IReadOnlyList<PlanStep> readySteps)
    {
        // What one step adds and another takes away.
        var codes = Both(readySteps.Where(IsAdding).Select(static step => step.Code), readySteps.Select(TakenCode), StringComparer.OrdinalIgnoreCase);
        var plates = Both(readySteps.Where(IsAdding).Select(static step => Plate.Normalize(step.Plate)), readySteps.Select(TakenPlate), StringComparer.Ordinal);

        var roots = new Roots(readySteps.Count);
        var firstByKey = new Dictionary<string, int>(StringComparer.Ordinal);
        var isLast = new bool[readySteps.Count];
        for (var i = 0; i < readySteps.Count; i++)
        {
            var step = readySteps[i];
            isLast[i] = step.Action == PlanAction.RevokeTag && !codes.Contains(TakenCode(step)) && !plates.Contains(TakenPlate(step));
            foreach (var key in isLast[i] ? [] : KeysOf(step, codes, plates))
            {
                if (!firstByKey.TryAdd(key, i))
                {
                    roots.Join(firstByKey[key], i);
                }
            }
        }

        return
        [
            .. readySteps.Select((step, i) => new PlanOrder
            {
                Step = step,
                Group = isLast[i] ? $"last {step.RefId}" : string.Create(CultureInfo.InvariantCulture, $"{roots.Of(i)}"),
                IsLast = isLast[i],
            }),
        ];
    }

    private static bool IsAdding(PlanStep step) => step.Action is not (PlanAction.Keep or PlanAction.RevokeTag);

    /// <summary>The code that others may have once the step has taken it away. A change of plate keeps its own.</summary>
    private static string? TakenCode(PlanStep step) => step.Action is PlanAction.RevokeTag or PlanAction.MoveTag ? step.Code : null;

    private static string? TakenPlate(PlanStep step) => Plate.Normalize(step.Action == PlanAction.RevokeTag ? step.Plate : step.PreviousPlate);

    private static HashSet<string?> Both(IEnumerable<string?> given, IEnumerable<string?> taken, StringComparer comparer)
    {
        HashSet<string?> both = new(given, comparer);
        both.IntersectWith(taken.ToHashSet(comparer));
        both.Remove(null);
        return both;
    }

    /// <summary>What makes a step one group with others: its customers, and the codes and plates that it adds or takes away.</summary>
    private static IEnumerable<string> KeysOf(PlanStep step, HashSet<string?> codes, HashSet<string?> plates)
    {
        yield return $"customer {step.RefId}";
        if (step.FromRefId is not null)
        {
            yield return $"customer {step.FromRefId}";
        }

        if (step.Code is { } code && codes.Contains(code))
        {
            yield return $"code {code.ToUpperInvariant()}";
        }

        foreach (var plate in new[] { Plate.Normalize(step.Plate), TakenPlate(step) })
        {
            if (plate is not null && plates.Contains(plate))
            {
                yield return $"plate {plate}";
            }
        }
    }

    /// <summary>Joins places to groups, each named by one of its places.</summary>
    private sealed class Roots(int count)
    {
        private readonly int[] _parents = [.. Enumerable.Range(0, count)];

        public int Of(int place)
        {
            while (_parents[place] != place)
            {
                place = _parents[place] = _parents[_parents[place]];
            }

            return place;
        }

        /// <summary>The smaller place names the group, so that groups stand in the order of their first steps.</summary>
        public void Join(int one, int other)
        {
            var (first, second) = (Of(one), Of(other));
            _parents[Math.Max(first, second)] = Math.Min(first, second);
        }
    }
}
