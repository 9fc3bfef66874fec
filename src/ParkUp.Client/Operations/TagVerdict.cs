namespace ParkUp.Client;

/// <summary>
/// From what is known of a tag to what is reported of it. The one place that says when a list is needed, and what it
/// proves together with what the service answered.
/// </summary>
internal sealed class TagVerdict(Operation operation, RunPace pace)
{
    /// <summary>A tag that is there under another spelling, or with another plate, is not gone: it would open the barrier. Nor is one of a customer that nobody knows: the RefId may be misspelt.</summary>
    public bool IsAsWanted(TagCase tag, HeldTags held) =>
        operation == Operation.Add ? held.Contains(tag.Order) : held.CustomerIsKnown && !held.ContainsCode(tag.Order.Code!);

    /// <summary>Whether an answer alone does not settle it.</summary>
    public bool NeedsList(TagCase tag) => MayBeApplied(tag) || tag.Refusal is TagRejectedException;

    /// <summary>The service answered that it did it.</summary>
    public Reported<TagResult> Done(TagCase tag) => Report(tag, Changed, Evidence.Response, error: null);

    /// <summary>A list shows that it is as wanted.</summary>
    public Reported<TagResult> Found(TagCase tag)
    {
        var found = operation == Operation.Add ? Outcome.AlreadyActive : Outcome.AlreadyRevoked;
        return Report(tag, tag.WasUnanswered ? Changed : found, Evidence.List, error: null);
    }

    /// <summary>It did not go through, and nothing of it may have been applied.</summary>
    public Reported<TagResult> OfRefused(TagCase tag)
    {
        var (outcome, evidence, error) = WriteFailure.OfWrite(tag.Refusal!);
        return Report(tag, outcome, evidence, error);
    }

    /// <summary>It did not go through, and may be as wanted all the same.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="held">What lists agree on; null where they could not be had.</param>
    /// <param name="unlisted">Why they could not.</param>
    public Reported<TagResult> OfDoubtful(TagCase tag, HeldTags? held, ParkUpException? unlisted)
    {
        var refusal = tag.Refusal!;
        if (held is null)
        {
            return MayBeApplied(tag) ? Unknown(tag, WriteFailure.Unproven(refusal, unlisted!)) : OfRefused(tag);
        }

        if (IsAsWanted(tag, held))
        {
            return Found(tag);
        }

        // A list may hold cancelled tags as well, and one that is refused altogether tells of no tag: that it still shows
        // this one does not prove that it is active. Only where the service then refused it is there nothing to doubt,
        // unless the list holds the very tag that there was nothing to cancel of.
        if (operation == Operation.Revoke && MayBeApplied(tag) && (refusal.WriteOutcome != Outcome.Rejected || (tag.WasUnanswered && held.Contains(tag.Order))))
        {
            return Unknown(tag, WriteFailure.Unproven(refusal));
        }

        return refusal.WriteOutcome == Outcome.Rejected
            ? Report(tag, Outcome.Rejected, Evidence.Response, refusal)
            : Report(tag, Outcome.Failed, Evidence.List, refusal);
    }

    private Outcome Changed => operation == Operation.Revoke ? Outcome.Revoked : Outcome.Added;

    /// <summary>Whether a request of this run may have applied it, although no answer said so.</summary>
    public bool MayBeApplied(TagCase tag) =>
        tag.WasUnanswered || (!pace.ConflictsAreAtomic && tag.Conflicts.Any(conflict => MayBeLetThrough(tag, conflict)));

    /// <summary>
    /// Whether a request that was answered 409 may have let this tag through: not where another tag of it was free
    /// afterwards that would have been let through as well. A service may let through those before the one in the
    /// way, or all others; so one further on tells nothing once there is another in the way between them.
    /// </summary>
    private static bool MayBeLetThrough(TagCase tag, TagCase[] conflict)
    {
        var place = Array.IndexOf(conflict, tag);
        var next = place + 1 < conflict.Length ? conflict[place + 1] : null;
        return !Array.Exists(conflict[..place], static before => before.WasFree) && next is not { WasFree: true };
    }

    private Reported<TagResult> Unknown(TagCase tag, OutcomeUnknownException error) => Report(tag, Outcome.Unknown, Evidence.None, error);

    private Reported<TagResult> Report(TagCase tag, Outcome outcome, Evidence evidence, ParkUpException? error) =>
        TagReports.Report(tag.Order, tag.Order.Customer.RefId, tag.CustomerId, operation, outcome, evidence, error);
}
