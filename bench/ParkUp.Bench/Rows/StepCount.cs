using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>How many steps of each kind a plan has.</summary>
/// <param name="Keep">Rows that are as wanted.</param>
/// <param name="Add">Tags to add.</param>
/// <param name="Change">Plates to change.</param>
/// <param name="Move">Tags to move.</param>
/// <param name="Revoke">Tags to revoke.</param>
/// <param name="FirstOther">The first step that is held, or of another kind; null where there is none.</param>
public sealed record StepCount(int Keep, int Add, int Change, int Move, int Revoke, string? FirstOther)
{
    /// <exception cref="BenchException">The plan is another one.</exception>
    public void Require(StepCount expected)
    {
        if (this != expected)
        {
            throw new BenchException($"The plan has {this}, and not {expected}.");
        }
    }
}

/// <summary>Counts steps and drops them.</summary>
internal sealed class StepTally
{
    private readonly int[] _counts = new int[Enum.GetValues<PlanAction>().Length];
    private string? _firstOther;

    public StepCount Count => new(
        this[PlanAction.Keep],
        this[PlanAction.AddTag],
        this[PlanAction.ChangePlate],
        this[PlanAction.MoveTag],
        this[PlanAction.RevokeTag],
        _firstOther);

    private int this[PlanAction action] => _counts[(int)action];

    public void Add(PlanStep step)
    {
        if (step.Status == PlanStatus.Ready && step.Action != PlanAction.CreateCustomer)
        {
            _counts[(int)step.Action]++;
        }
        else
        {
            _firstOther ??= $"{step}";
        }
    }

    /// <summary>Notes what is no step.</summary>
    public void AddOther(object? other) => _firstOther ??= $"{other}";
}
