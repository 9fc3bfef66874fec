namespace ParkUp.Client;

/// <summary>
/// What became of one tag of one row. The names are those of the input, so a failed row pipes straight back in.
/// </summary>
public sealed record TagResult
{
    /// <summary>The customer's reference, as the row gave it.</summary>
    public string? RefId { get; internal init; }

    /// <summary>The service's number for the customer: from its answer, or as the row gave it.</summary>
    public long? CustomerId { get; internal init; }

    /// <summary>The tag's code.</summary>
    public string? Code { get; internal init; }

    /// <summary>The plate, in the form that was sent.</summary>
    public string? Plate { get; internal init; }

    /// <summary>What was asked for.</summary>
    public Operation Operation { get; internal init; }

    /// <summary>What became of it.</summary>
    public Outcome Outcome { get; internal init; }

    /// <summary>True where the wanted state holds.</summary>
    public bool Succeeded => Outcome.IsSuccess();

    /// <summary>What the outcome rests on.</summary>
    public Evidence Evidence { get; internal init; }

    /// <summary>Why, in a sentence; null where there is nothing to add.</summary>
    public string? Detail { get; internal init; }

    /// <summary>The line of the roster that the row came from, where it came from one.</summary>
    public int? Line { get; internal init; }

    /// <summary>The tag and what became of it, in a few words.</summary>
    public override string ToString() => $"{Code}:{Plate} {Outcome}";
}
