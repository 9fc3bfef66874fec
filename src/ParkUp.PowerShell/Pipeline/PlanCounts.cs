namespace ParkUp.PowerShell;

/// <summary>How many steps of a plan there are of each kind.</summary>
/// <param name="Ready">The number of ready steps of each action.</param>
internal sealed record PlanCounts(IReadOnlyDictionary<PlanAction, int> Ready, int Held)
{
    /// <summary>The steps that are written.</summary>
    public int Written => Ready.Where(static action => action.Key is not PlanAction.Keep).Sum(static action => action.Value);

    public static PlanCounts Of(PlanFigures figures) => new(
        Enum.GetValues<PlanAction>().Where(action => figures.Count(action, PlanStatus.Ready) > 0).ToDictionary(static action => action, action => figures.Count(action, PlanStatus.Ready)),
        Enum.GetValues<PlanAction>().Sum(action => figures.Count(action, PlanStatus.Held)));

    public static PlanCounts Of(IEnumerable<PlanStep> steps)
    {
        var ready = new Dictionary<PlanAction, int>();
        var held = 0;
        foreach (var step in steps)
        {
            if (step.Status is PlanStatus.Held)
            {
                held++;
            }
            else
            {
                ready[step.Action] = ready.GetValueOrDefault(step.Action) + 1;
            }
        }

        return new(ready, held);
    }
}
