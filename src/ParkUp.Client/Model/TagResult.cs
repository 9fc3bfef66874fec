using System.Collections.ObjectModel;

namespace ParkUp.Client;

/// <summary>The result of one tag of one row. The names are those of the input, so a failed row pipes straight back in.</summary>
public sealed record TagResult : IRowResult
{
    /// <summary>The customer's reference, as the row gave it.</summary>
    public string? RefId { get; internal init; }

    /// <summary>The service's number for the customer: from its answer, or as the row gave it.</summary>
    public long? CustomerId { get; internal init; }

    /// <summary>The tag's code.</summary>
    public string? Code { get; internal init; }

    /// <summary>The plate, in the form that was sent.</summary>
    public string? Plate { get; internal init; }

    /// <summary>What the row asked for.</summary>
    public Operation Operation { get; internal init; }

    /// <summary>The outcome.</summary>
    public Outcome Outcome { get; internal init; }

    /// <summary>True where the wanted state holds.</summary>
    public bool Succeeded => Outcome <= Outcome.AlreadyRevoked;

    /// <summary>What the outcome is based on.</summary>
    public Evidence Evidence { get; internal init; }

    /// <summary>The reason, in a sentence; null where there is nothing to add.</summary>
    public string? Detail { get; internal init; }

    /// <summary>The line of the roster that the row came from, where it came from one.</summary>
    public int? Line { get; internal init; }

    internal ParkUpException? Error { get; init; }

    ParkUpException? IRowResult.Error => Error;

    /// <summary>The tag and its outcome: <c>CODE:PLATE Outcome</c>.</summary>
    public override string ToString() => $"{Code}:{Plate} {Outcome}";
}

/// <summary>The results of a customer's tags. The text form can be read back from an exported file.</summary>
public sealed class TagResults : ReadOnlyCollection<TagResult>
{
    internal TagResults(IEnumerable<TagResult> results)
        : base([.. results])
    {
    }

    internal static TagResults None { get; } = new([]);

    /// <summary>The tags as <c>CODE:PLATE; CODE:PLATE</c>.</summary>
    public override string ToString() => string.Join("; ", this.Select(static tag => $"{tag.Code}:{tag.Plate}"));
}
