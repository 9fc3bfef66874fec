using System.Net;

namespace ParkUp.Client;

/// <summary>What went wrong with ParkUp. Every error that the core raises is of one of the kinds below it.</summary>
/// <param name="message">What happened, in a sentence.</param>
/// <param name="innerException">What brought it about, or null.</param>
public abstract class ParkUpException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What to do next, in a sentence; null where the message says it all.</summary>
    public string? Hint { get; init; }

    /// <summary>The request that it happened to; null where nothing was sent.</summary>
    public RequestSummary? Request { get; internal set; }

    /// <summary>
    /// True where the next row would meet the same: a run stops here rather than repeating the error for each.
    /// </summary>
    public virtual bool StopsRun => false;

    /// <summary>
    /// True where the request was not sent, since none had been answered for too long: the message tells since when.
    /// </summary>
    public bool IsGivenUp { get; internal init; }

    /// <summary>What became of a write that met this error.</summary>
    public abstract Outcome WriteOutcome { get; }
}

/// <summary>An answer of the service that refused a request.</summary>
public abstract class RefusedException(string message, Exception? innerException = null)
    : ParkUpException(message, innerException)
{
    /// <summary>The status of the answer.</summary>
    public HttpStatusCode? StatusCode => Request?.Status;

    /// <summary>What the service said, control characters removed; empty where it gave no reason.</summary>
    public IReadOnlyList<string> ServerMessages { get; init; } = [];

    /// <summary>Whether the reason that came with the status could not be read to its end.</summary>
    internal bool IsReasonCut { get; set; }

    /// <inheritdoc/>
    public override Outcome WriteOutcome => Outcome.Rejected;
}
