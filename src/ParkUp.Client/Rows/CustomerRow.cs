namespace ParkUp.Client;

/// <summary>A row about a customer as it came in: nothing checked, blanks still in it.</summary>
public sealed record CustomerRow
{
    /// <summary>The customer's reference.</summary>
    public string? RefId { get; init; }

    /// <summary>The email address.</summary>
    public string? Email { get; init; }

    /// <summary>The phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>First name.</summary>
    public string? Name { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Whether the customer has unlimited access.</summary>
    public YesNo IsUnlimited { get; init; }

    /// <summary>The tags of this row, by code and plate; none, or more than one.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>What kept the row from being read whole, where something did: it is refused for that.</summary>
    public InvalidInputException? Fault { get; init; }

    /// <summary>The line of the roster that the row came from.</summary>
    public int? Line { get; init; }
}

/// <summary>A customer to create, made of one row or of several: what it says can be sent.</summary>
public sealed record CustomerOrder
{
    /// <summary>The customer's reference.</summary>
    public required string RefId { get; init; }

    /// <summary>The email address.</summary>
    public required string Email { get; init; }

    /// <summary>The phone number.</summary>
    public required string Phone { get; init; }

    /// <summary>First name, where it is known.</summary>
    public string? Name { get; init; }

    /// <summary>Last name, where it is known.</summary>
    public string? LastName { get; init; }

    /// <summary>Whether the customer has unlimited access.</summary>
    public required bool IsUnlimited { get; init; }

    /// <summary>The tags to create along with it; no code twice.</summary>
    public required IReadOnlyList<TagOrder> Tags { get; init; }

    /// <summary>The line of the roster that its first row came from.</summary>
    public int? Line { get; init; }

    /// <summary>Where rows of the same customer came before, with others in between; null where that is not known.</summary>
    public EarlierRows? CameBefore { get; init; }
}

/// <summary>Rows of a customer that came earlier in the run, and were sent on their own.</summary>
/// <param name="Line">The line of the first of them, where it is known.</param>
public sealed record EarlierRows(int? Line);
