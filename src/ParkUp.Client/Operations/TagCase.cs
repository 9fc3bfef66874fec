namespace ParkUp.Client;

/// <summary>One tag of a write, and what is known so far of what became of it.</summary>
/// <param name="order">What was asked for.</param>
internal sealed class TagCase(TagOrder order)
{
    public TagOrder Order { get; } = order;

    /// <summary>The service's number for the customer: as the row gave it, or from an answer about the tag.</summary>
    public long? CustomerId { get; set; } = order.Customer.Id;

    /// <summary>What is reported; null while it is open.</summary>
    public Reported<TagResult>? Report { get; set; }

    /// <summary>Why it did not go through; null where it has yet to be sent, or sent again.</summary>
    public ParkUpException? Refusal { get; set; }

    /// <summary>Whether a request with it left and was not answered: it may have been applied.</summary>
    public bool WasUnanswered { get; set; }

    /// <summary>
    /// The requests with it and others that a 409 was about, each with its tags in their order: the 409 may have been
    /// about another, and this one let through.
    /// </summary>
    public IReadOnlyList<TagCase[]> Conflicts { get; set; } = [];

    /// <summary>Whether the service took it when it was sent, so that no request before can have been applied.</summary>
    public bool WasFree => Report is { Result: { Succeeded: true, Evidence: Evidence.Response } } && !WasUnanswered;

    /// <summary>From when on a list is believed to show the last request that may have applied it.</summary>
    public long TrueFrom { get; set; }
}
