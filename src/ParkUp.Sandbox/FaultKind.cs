namespace ParkUp.Sandbox;

/// <summary>A fault that the sandbox can play on one request.</summary>
public enum FaultKind
{
    /// <summary><c>429</c>: refused with Retry-After, not applied.</summary>
    TooManyRequests,

    /// <summary><c>503</c>: refused, not applied.</summary>
    ServiceUnavailable,

    /// <summary><c>500</c>: failed, not applied.</summary>
    ServerError,

    /// <summary><c>Timeout</c>: not applied, and no answer ever comes.</summary>
    Timeout,

    /// <summary><c>Drop</c>: not applied, and the connection is reset.</summary>
    Drop,

    /// <summary><c>CommitThenDrop</c>: applied, then the connection is reset.</summary>
    CommitThenDrop,

    /// <summary><c>CommitThen500</c>: applied, then answered as failed.</summary>
    CommitThen500,

    /// <summary><c>Truncate</c>: applied, and the answer breaks off midway.</summary>
    Truncate,

    /// <summary><c>Html</c>: not applied; a proxy's page with status 200 answers instead.</summary>
    Html,
}
