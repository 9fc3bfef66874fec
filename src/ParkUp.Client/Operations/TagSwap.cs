namespace ParkUp.Client;

/// <summary>One part of an exchange: a tag to take away, a tag to give, or both; the second only once the first is proven to be gone.</summary>
/// <param name="customer">Who is given the tag; of a mere revocation, who loses it.</param>
internal sealed class TagSwap(CustomerKey customer)
{
    public CustomerKey Customer { get; } = customer;

    /// <summary>The tag to take away, as its holder has it; null where there is none.</summary>
    public TagOrder? Take { get; init; }

    /// <summary>Whether no list shows the tag to take away: where the service refuses to cancel it, the other is given all the same.</summary>
    public bool IsHidden { get; set; }

    /// <summary>The tag to give; null where there is none.</summary>
    public TagOrder? Give { get; init; }

    /// <summary>The customer, without tags, to create where the service does not know it; null where it is not to be created.</summary>
    public CustomerOrder? Newcomer { get; init; }

    /// <summary>Whether to create the customer before tags are added: adding them would fail, or may.</summary>
    public bool CreatesFirst { get; set; }

    /// <summary>The code that is free for others once the tag is gone; null where others do not wait for it.</summary>
    public string? FreedCode { get; init; }

    /// <summary>The plate, normalised, that is free for others once the tag is gone; null where others do not wait for it.</summary>
    public string? FreedPlate { get; init; }

    /// <summary>Whether the tag that is taken away is proven to be gone.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether this exchange took it away, so that it can put it back.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Null while the outcome is open.</summary>
    public SwapEnd? End { get; set; }

    /// <summary>Whether something is left to be given: a tag, or a customer without one.</summary>
    public bool IsToGive => End is null && (Give is not null || Newcomer is not null);

    /// <summary>Whether others that wait for its tag can have it: it is gone, and will not be put back.</summary>
    public bool HasFreed => IsGone && End is { Succeeded: true };

    /// <summary>Whether others that wait for its tag can no longer have it.</summary>
    public bool Withholds => End is null ? !IsGone && Take is null : !HasFreed;

    /// <summary>Ends it as a result says.</summary>
    public void Settle(TagResult result) => End = new SwapEnd(result.Outcome, result.Evidence, result.Error) { CustomerId = result.CustomerId };

    /// <summary>Ends it as the result of its take says, whose number is that of the holder: the state would ask for the customer by it.</summary>
    public void SettleByTake(TagResult result) =>
        Settle(string.Equals(Customer.RefId, Take!.Customer.RefId, StringComparison.Ordinal) ? result : result with { CustomerId = Customer.Id });

    /// <summary>Ends it without success.</summary>
    public void Fail((Outcome Outcome, Evidence Evidence, ParkUpException Error) end) => End = new SwapEnd(end.Outcome, end.Evidence, end.Error);

    /// <summary>Ends it without a request of its own.</summary>
    public void Fail(ParkUpException reason) => Fail((OutcomeRules.OfNotSent(reason), Evidence.None, reason));
}

/// <summary>What became of one part of an exchange.</summary>
internal sealed record SwapEnd(Outcome Outcome, Evidence Evidence, ParkUpException? Error = null)
{
    /// <summary>The service's number for the customer, where an answer gave it.</summary>
    public long? CustomerId { get; init; }

    public bool Succeeded => Outcome <= Outcome.AlreadyRevoked;

    /// <summary>Whether the customer was created for it.</summary>
    public bool HasCreated { get; init; }

    /// <summary>What there is to know beside the error; null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The error and what there is to know beside it, in sentences; null where there is neither.</summary>
    public string? Detail => (Error, Note) switch
    {
        (null, _) => Note,
        (_, null) => Error.Message,
        _ => $"{TextFormat.AsSentence(Error.Message)} {Note}",
    };
}
