namespace ParkUp.Client;

/// <summary>What was asked of the service for a row.</summary>
public enum Operation
{
    /// <summary>Create a customer, with or without tags.</summary>
    Create,

    /// <summary>Add a tag to a customer that exists.</summary>
    Add,

    /// <summary>Cancel a tag.</summary>
    Revoke,
}

/// <summary>What the results of two kinds of row have in common.</summary>
public static class Outcomes
{
    /// <summary>True where the state that was asked for holds, whether this request brought it about or found it so.</summary>
    /// <param name="outcome">The outcome to judge.</param>
    public static bool IsSuccess(this Outcome outcome) => outcome <= Outcome.AlreadyRevoked;
}
