namespace ParkUp.Client;

/// <summary>What a step of a plan does.</summary>
public enum PlanAction
{
    /// <summary>Nothing: it is as wanted, or (<see cref="PlanStatus.Held"/>) nothing can be said of it.</summary>
    Keep,

    /// <summary>Creates the customer with the tags of all its steps; a customer that exists gets the tags.</summary>
    CreateCustomer,

    /// <summary>Adds the tag.</summary>
    AddTag,

    /// <summary>Revokes the code with <see cref="PlanStep.PreviousPlate"/>, and adds it with <see cref="PlanStep.Plate"/>.</summary>
    ChangePlate,

    /// <summary>Revokes the tag of <see cref="PlanStep.FromRefId"/>, and adds it to the customer.</summary>
    MoveTag,

    /// <summary>Revokes the tag.</summary>
    RevokeTag,
}

/// <summary>Whether a step of a plan is written.</summary>
public enum PlanStatus
{
    /// <summary>It is.</summary>
    Ready,

    /// <summary>It is not: <see cref="PlanStep.Reason"/> says why.</summary>
    Held,
}

/// <summary>One step of a plan: what to do about one row of the roster, or about one tag that is not in it. It needs no other step, and can be read back from CSV, JSON and CLIXML.</summary>
public sealed record PlanStep
{
    /// <summary>What it does.</summary>
    public PlanAction Action { get; internal init; }

    /// <summary>Whether it is written.</summary>
    public PlanStatus Status { get; internal init; }

    /// <summary>The customer's reference; null where the row has none that can be read.</summary>
    public string? RefId { get; internal init; }

    /// <summary>The service's number for the customer, if the roster gave it.</summary>
    public long? CustomerId { get; internal init; }

    /// <summary>The tag's code; null where the row names no tag.</summary>
    public string? Code { get; internal init; }

    /// <summary>The plate that the tag is to have, in the form that is sent; of a revocation, the plate that it has.</summary>
    public string? Plate { get; internal init; }

    /// <summary>The plate that the code has now, of a change or move.</summary>
    public string? PreviousPlate { get; internal init; }

    /// <summary>The reference of the customer that holds the tag now, of a move.</summary>
    public string? FromRefId { get; internal init; }

    /// <summary>The customer's email address, from the roster.</summary>
    public string? Email { get; internal init; }

    /// <summary>The customer's phone number, from the roster.</summary>
    public string? Phone { get; internal init; }

    /// <summary>First name, from the roster.</summary>
    public string? Name { get; internal init; }

    /// <summary>Last name, from the roster.</summary>
    public string? LastName { get; internal init; }

    /// <summary>Whether the customer is to have unlimited access, from the roster; null where it does not say.</summary>
    public bool? IsUnlimited { get; internal init; }

    /// <summary>Why the step is held, or what there is to know of it; null where there is nothing.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The line of the roster; null for a tag that is not in it, or for rows without lines.</summary>
    public int? Line { get; internal init; }

    /// <summary>The address of the service that the plan was made for.</summary>
    public Uri? BaseUri { get; internal init; }

    /// <summary>When the plan was made: UTC, as ISO 8601 (<c>2026-11-26T03:00:00Z</c>). A text, so that no culture or file changes it.</summary>
    public string? PlannedAt { get; internal init; }

    /// <summary>
    /// Since when the roster lacks the tag, of a revocation that is ready, or held by its grace period or a limit alone: UTC,
    /// as <see cref="PlannedAt"/>. Null for other steps, for tags that the state does not have, and where the roster is in doubt.
    /// </summary>
    public string? MissingSince { get; internal init; }
}
