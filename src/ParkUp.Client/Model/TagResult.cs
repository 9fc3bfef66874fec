namespace ParkUp.Client;

/// <summary>
/// What became of one tag of one row. The names are those of the input, so a failed row pipes straight back in.
/// </summary>
public sealed record TagResult
{
    /// <summary>The customer's reference, as the row gave it.</summary>
    public string? RefId { get; init; }

    /// <summary>The service's number for the customer: from its answer, or as the row gave it.</summary>
    public long? CustomerId { get; init; }

    /// <summary>The tag's code.</summary>
    public string? Code { get; init; }

    /// <summary>The plate, in the form that was sent.</summary>
    public string? Plate { get; init; }

    /// <summary>What was asked for.</summary>
    public required Operation Operation { get; init; }

    /// <summary>What became of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>True where the wanted state holds.</summary>
    public bool Succeeded => Outcome.IsSuccess();

    /// <summary>What the outcome rests on.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Why, in a sentence; null where there is nothing to add.</summary>
    public string? Detail { get; init; }

    /// <summary>The line of the roster that the row came from, where it came from one.</summary>
    public int? Line { get; init; }

    /// <summary>The tag and what became of it, in a few words.</summary>
    public override string ToString() => $"{Code}:{Plate} {Outcome}";
}
