namespace ParkUp.Client;

/// <summary>The result of one customer to create. The names are those of the input, so it pipes straight back in.</summary>
public sealed record CustomerResult : IRowResult
{
    /// <summary>The customer's reference, as the row gave it.</summary>
    public string? RefId { get; internal init; }

    /// <summary>The service's number for the customer, once it answered with one.</summary>
    public long? CustomerId { get; internal init; }

    /// <summary>The customer's email address.</summary>
    public string? Email { get; internal init; }

    /// <summary>The customer's phone number.</summary>
    public string? Phone { get; internal init; }

    /// <summary>First name.</summary>
    public string? Name { get; internal init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; internal init; }

    /// <summary>Whether the customer has unlimited access; the row's own text where that is neither yes nor no.</summary>
    public object? IsUnlimited { get; internal init; }

    /// <summary>One result for each tag that was asked for; empty where there was none.</summary>
    public TagResults Tags { get; internal init; } = TagResults.None;

    /// <summary>What the row asked for: always <see cref="Operation.Create"/>.</summary>
    public Operation Operation { get; } = Operation.Create;

    /// <summary>The outcome of the customer itself.</summary>
    public Outcome Outcome { get; internal init; }

    /// <summary>True where the customer exists with every tag asked for.</summary>
    public bool Succeeded => Outcome <= Outcome.AlreadyRevoked && Tags.All(static tag => tag.Succeeded);

    /// <summary>What the outcome is based on.</summary>
    public Evidence Evidence { get; internal init; }

    /// <summary>The reason, in a sentence; null where there is nothing to add.</summary>
    public string? Detail { get; internal init; }

    /// <summary>The line of the roster that the customer's first row came from, where it came from one.</summary>
    public int? Line { get; internal init; }

    internal ParkUpException? Error { get; init; }

    ParkUpException? IRowResult.Error => Error;
}
