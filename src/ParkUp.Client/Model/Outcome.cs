namespace ParkUp.Client;

/// <summary>What became of one row. The first six mean that the wanted state holds.</summary>
public enum Outcome
{
    /// <summary>The customer did not exist and does now.</summary>
    Created,

    /// <summary>The tag was not active and is now.</summary>
    Added,

    /// <summary>The tag was active and is no longer.</summary>
    Revoked,

    /// <summary>The customer was there already, with every tag asked for.</summary>
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
