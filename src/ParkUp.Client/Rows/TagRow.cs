namespace ParkUp.Client;

/// <summary>A row about a tag as it came in: nothing checked, blanks still in it.</summary>
public sealed record TagRow
{
    /// <summary>The customer's reference.</summary>
    public string? RefId { get; init; }

    /// <summary>The service's number for the customer, as text.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The tag's code.</summary>
    public string? Code { get; init; }

    /// <summary>The plate, as a person wrote it.</summary>
    public string? Plate { get; init; }

    /// <summary>What kept the row from being read whole, where something did: it is refused for that.</summary>
    public InvalidInputException? Fault { get; init; }

    /// <summary>The line of the roster that the row came from.</summary>
    public int? Line { get; init; }
}

/// <summary>A row about a tag that has been checked: what it says can be sent.</summary>
public sealed record TagOrder
{
    /// <summary>The customer.</summary>
    public required CustomerKey Customer { get; init; }

    /// <summary>The tag's code; null where a row to revoke gives the plate alone.</summary>
    public string? Code { get; init; }

    /// <summary>The plate in its one form; null where a row to revoke gives the code alone.</summary>
    public string? Plate { get; init; }

    /// <summary>The line of the roster that the row came from.</summary>
    public int? Line { get; init; }

    /// <summary>Whether the row names one tag outright.</summary>
    public bool IsComplete => Code is not null && Plate is not null;
}

/// <summary>Which of code and plate a row must give.</summary>
public enum TagNaming
{
    /// <summary>Code and plate both: what the service asks for.</summary>
    CodeAndPlate,

    /// <summary>Either is enough: a list of the customer's tags tells the other.</summary>
    CodeOrPlate,

    /// <summary>Neither: the row is about the customer, and all its tags.</summary>
    All,
}
