namespace ParkUp.Client;

/// <summary>The result of one row. The first six mean that the wanted state holds.</summary>
public enum Outcome
{
    /// <summary>The customer did not exist and does now.</summary>
    Created,

    /// <summary>The tag was not active and is now.</summary>
    Added,

    /// <summary>The tag was active and is no longer.</summary>
    Revoked,

    /// <summary>The customer existed already, with every tag asked for.</summary>
    AlreadyExists,

    /// <summary>The tag was active already for this customer, with this plate.</summary>
    AlreadyActive,

    /// <summary>The customer held no such tag.</summary>
    AlreadyRevoked,

    /// <summary>The service, or a check made before sending, refused it.</summary>
    Rejected,

    /// <summary>It certainly did not happen.</summary>
    Failed,

    /// <summary>It may have happened, and nothing could prove it either way.</summary>
    Unknown,
}

/// <summary>What an <see cref="Outcome"/> is based on.</summary>
public enum Evidence
{
    /// <summary>No answer of the service.</summary>
    None,

    /// <summary>The answer to the request itself.</summary>
    Response,

    /// <summary>A list of the customer's tags, read from the service.</summary>
    List,
}

/// <summary>What a row asked for.</summary>
public enum Operation
{
    /// <summary>Create a customer, with or without tags.</summary>
    Create,

    /// <summary>Add a tag to a customer that exists.</summary>
    Add,

    /// <summary>Cancel a tag.</summary>
    Revoke,

    /// <summary>Give a code another plate.</summary>
    Change,
}

/// <summary>What the engine needs to know of a result, whatever its kind.</summary>
internal interface IRowResult
{
    /// <summary>Why the row did not succeed; null where it did.</summary>
    ParkUpException? Error { get; }

    Outcome Outcome { get; }

    string? RefId { get; }
}
