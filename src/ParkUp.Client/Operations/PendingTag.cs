namespace ParkUp.Client;

/// <summary>One tag of a write, and what is known of its outcome so far.</summary>
internal sealed class PendingTag(TagOrder order)
{
    public TagOrder Order { get; } = order;

    /// <summary>The service's number for the customer: as the row gave it, or from an answer.</summary>
    public long? CustomerId { get; set; } = order.Customer.Id;

    /// <summary>Null while the outcome is open.</summary>
    public TagResult? Result { get; private set; }

    /// <summary>Why it did not succeed; null where it has yet to be sent, or sent again.</summary>
    public ParkUpException? Failure { get; set; }

    /// <summary>Whether a request with it was not answered: it may have been applied.</summary>
    public bool WasUnanswered { get; set; }

    /// <summary>The requests with this tag and others that got a 409: it may have been about another tag, and this one applied.</summary>
    public List<(ConflictedRequest Request, int Place)>? Conflicts { get; set; }

    /// <summary>Whether the service accepted it when it was sent, so that no earlier request can have applied it.</summary>
    public bool WasFree => Result is { Succeeded: true, Evidence: Evidence.Response } && !WasUnanswered;

    /// <summary>The time stamp from which a list shows the last request that may have applied it.</summary>
    public long TrueFrom { get; set; }

    /// <summary>The time stamp from which a list shows that it was added, as the service said; null where it did not say so.</summary>
    public long? ConfirmedFrom { get; set; }

    /// <summary>Whether the customer may hold it, although a list that may be incomplete does not show it.</summary>
    public bool IsHidden { get; set; }

    /// <summary>Those whose outcome is open.</summary>
    public static PendingTag[] OpenOf(PendingTag[] tags) =>
        Array.TrueForAll(tags, static tag => tag.Result is null) ? tags : Array.FindAll(tags, static tag => tag.Result is null);

    /// <summary>Marks those that a list may hold without showing them: whether they were applied stays open, so they are not sent again.</summary>
    /// <returns>Those that are marked.</returns>
    public static PendingTag[] Hide(PendingTag[] open, TagSnapshot snapshot)
    {
        Array.ForEach(open, tag => tag.IsHidden = snapshot.MayHide(tag.Order));
        return Array.FindAll(open, static tag => tag.IsHidden);
    }

    /// <summary>Unmarks those that an agreed list shows not to be there, now that a longer list has shown it to be whole: they may be sent again.</summary>
    /// <returns>Those that were unmarked; not what the service refused.</returns>
    public static PendingTag[] Reveal(PendingTag[] failed, TagSnapshot snapshot)
    {
        var absent = snapshot is { CustomerIsKnown: true, MayBeCut: false }
            ? Array.FindAll(failed, tag => tag is { IsHidden: true, Failure: not ConflictException } && !snapshot.ContainsCode(tag.Order.Code!))
            : [];
        Array.ForEach(absent, static tag => (tag.IsHidden, tag.Failure) = (false, null));
        return absent;
    }

    /// <summary>Settles the outcome.</summary>
    public void Settle(TagResult result)
    {
        Result = result;
        if (WasFree)
        {
            Conflicts?.ForEach(static conflict => conflict.Request.OnFree(conflict.Place));
        }
    }
}

/// <summary>A request with several tags that was answered 409.</summary>
internal sealed class ConflictedRequest(PendingTag[] tags)
{
    private int _firstFree = int.MaxValue;

    /// <summary>Notes a tag that was free afterwards, so that this request applied nothing from there on.</summary>
    public void OnFree(int place) => _firstFree = Math.Min(_firstFree, place);

    /// <summary>
    /// Whether the request may have applied the tag at this place: not where another tag, which it would have applied as
    /// well, was free afterwards. A service may apply the tags before the conflict, or all others; so a free tag further
    /// on proves nothing once another conflict may stand between them.
    /// </summary>
    public bool MayHaveApplied(int place) =>
        _firstFree >= place && (place + 1 >= tags.Length || !tags[place + 1].WasFree);
}
