namespace ParkUp.Client;

/// <summary>What became of one customer to create. The names are those of the input, so it pipes straight back in.</summary>
public sealed record CustomerResult
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

    /// <summary>Whether the customer has unlimited access; the row's own text where it was not a yes or a no.</summary>
    public object? IsUnlimited { get; internal init; }

    /// <summary>One result for each tag that was asked for; empty where there was none.</summary>
    public TagResults Tags { get; internal init; } = TagResults.None;

    /// <summary>What was asked for: always <see cref="Operation.Create"/>.</summary>
    public Operation Operation { get; } = Operation.Create;

    /// <summary>What became of the customer.</summary>
    public Outcome Outcome { get; internal init; }

    /// <summary>True where the customer and every tag asked for are as wanted.</summary>
    public bool Succeeded => Outcome.IsSuccess() && Tags.All(static tag => tag.Succeeded);

    /// <summary>What the outcome rests on.</summary>
    public Evidence Evidence { get; internal init; }

    /// <summary>Why, in a sentence; null where there is nothing to add.</summary>
    public string? Detail { get; internal init; }

    /// <summary>The line of the roster that the customer's first row came from, where it came from one.</summary>
    public int? Line { get; internal init; }
}
