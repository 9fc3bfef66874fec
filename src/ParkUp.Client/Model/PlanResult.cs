namespace ParkUp.Client;

/// <summary>What became of one step of a plan. It has the properties of the step, so that one that failed pipes straight back in.</summary>
public sealed record PlanResult : IRowResult
{
    internal PlanResult(PlanStep step) => Step = step;

    /// <inheritdoc cref="PlanStep.Action"/>
    public PlanAction Action => Step.Action;

    /// <inheritdoc cref="PlanStep.Status"/>
    public PlanStatus Status => Step.Status;

    /// <inheritdoc cref="PlanStep.RefId"/>
    public string? RefId => Step.RefId;

    /// <summary>The service's number for the customer: from its answer, or from the step.</summary>
    public long? CustomerId { get; internal init; }

    /// <inheritdoc cref="PlanStep.Code"/>
    public string? Code => Step.Code;

    /// <inheritdoc cref="PlanStep.Plate"/>
    public string? Plate => Step.Plate;

    /// <inheritdoc cref="PlanStep.PreviousPlate"/>
    public string? PreviousPlate => Step.PreviousPlate;

    /// <inheritdoc cref="PlanStep.FromRefId"/>
    public string? FromRefId => Step.FromRefId;

    /// <inheritdoc cref="PlanStep.Email"/>
    public string? Email => Step.Email;

    /// <inheritdoc cref="PlanStep.Phone"/>
    public string? Phone => Step.Phone;

    /// <inheritdoc cref="PlanStep.Name"/>
    public string? Name => Step.Name;

    /// <inheritdoc cref="PlanStep.LastName"/>
    public string? LastName => Step.LastName;

    /// <inheritdoc cref="PlanStep.IsUnlimited"/>
    public bool? IsUnlimited => Step.IsUnlimited;

    /// <inheritdoc cref="PlanStep.Reason"/>
    public string? Reason => Step.Reason;

    /// <inheritdoc cref="PlanStep.Line"/>
    public int? Line => Step.Line;

    /// <inheritdoc cref="PlanStep.BaseUri"/>
    public Uri? BaseUri => Step.BaseUri;

    /// <inheritdoc cref="PlanStep.PlannedAt"/>
    public string? PlannedAt => Step.PlannedAt;

    /// <inheritdoc cref="PlanStep.MissingSince"/>
    public string? MissingSince => Step.MissingSince;

    /// <summary>The outcome.</summary>
    public Outcome Outcome { get; internal init; }

    /// <summary>True where the wanted state holds.</summary>
    public bool Succeeded => Outcome <= Outcome.AlreadyRevoked;

    /// <summary>What the outcome is based on.</summary>
    public Evidence Evidence { get; internal init; }

    /// <summary>The reason, in a sentence; null where there is nothing to add.</summary>
    public string? Detail { get; internal init; }

    internal PlanStep Step { get; init; }

    internal ParkUpException? Error { get; init; }

    /// <summary>Whether it is proven that what a change or move takes away is gone, and it was not put back.</summary>
    internal bool IsPreviousRevoked { get; init; }

    ParkUpException? IRowResult.Error => Error;
}
