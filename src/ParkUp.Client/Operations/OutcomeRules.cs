namespace ParkUp.Client;

/// <summary>The one place that maps failures, answers and lists to outcomes and evidence.</summary>
internal static class OutcomeRules
{
    /// <summary>The outcome of a write that ended in this failure.</summary>
    public static Outcome OfFailure(ParkUpException failure) => failure switch
    {
        OutcomeUnknownException => Outcome.Unknown,
        { IsCircuitOpen: true } => Outcome.Failed,
        ServerErrorException or InvalidResponseException => Outcome.Unknown,
        RequestTimeoutException { BodySent: true } or ConnectionFailedException { BodySent: true } => Outcome.Unknown,
        BadRequestException or NotFoundException or ConflictException or TagRejectedException or InvalidInputException or RosterException => Outcome.Rejected,
        _ => Outcome.Failed,
    };

    /// <summary>The same with its evidence, and with the error to report.</summary>
    public static (Outcome Outcome, Evidence Evidence, ParkUpException Error) OfWrite(ParkUpException failure) => OfFailure(failure) switch
    {
        Outcome.Unknown => (Outcome.Unknown, Evidence.None, Unknown(failure)),
        var outcome => (outcome, EvidenceOf(failure), failure),
    };

    /// <summary>The same where only a list was asked for: nothing was written.</summary>
    public static (Outcome Outcome, Evidence Evidence, ParkUpException Error) OfList(ParkUpException failure) =>
        (OfFailure(failure) == Outcome.Rejected ? Outcome.Rejected : Outcome.Failed, EvidenceOf(failure), failure);

    /// <summary>The outcome of a row that was not sent.</summary>
    public static Outcome OfNotSent(ParkUpException reason) => reason is InvalidInputException ? Outcome.Rejected : Outcome.Failed;

    /// <summary>The error of a write that may have been applied, and that a list could not prove.</summary>
    public static OutcomeUnknownException Unknown(ParkUpException failure) => Unknown(failure, failure.Message, ResumeHint(failure));

    /// <summary>
    /// The same where the list failed. The cause is what hid the answer; it is the list's failure where the answer was a
    /// 409, or where that failure ends the run.
    /// </summary>
    public static OutcomeUnknownException Unknown(ParkUpException failure, ParkUpException listFailure) =>
        Unknown(listFailure.StopsRun || failure is ConflictException ? listFailure : failure, Texts.Unlisted.With(failure.Message, listFailure.Message), ResumeHint(failure) ?? ResumeHint(listFailure));

    /// <summary>The same where a list lacks the tag, and may be incomplete.</summary>
    public static OutcomeUnknownException Unproven(ParkUpException failure, TagSnapshot snapshot) =>
        Unknown(failure, string.Equals(failure.Message, snapshot.Doubt, StringComparison.Ordinal) ? snapshot.Doubt : Texts.Unlisted.With(failure.Message, snapshot.Doubt), ResumeHint(failure));

    /// <summary>The error of a row whose tag no list has shown, where nothing was sent for it.</summary>
    public static OutcomeUnknownException NotSeen(TagSnapshot snapshot) => new(Texts.TagNotSeen.With(snapshot.Doubt)) { Hint = Texts.TagNotSeenHint };

    public static TagRejectedException TagRejected(Operation operation) => operation == Operation.Revoke
        ? new TagRejectedException(Texts.TagRejectedRevoke) { Hint = Texts.TagRejectedRevokeHint }
        : new TagRejectedException(Texts.TagRejectedAdd) { Hint = Texts.TagRejectedAddHint };

    /// <summary>The 409 about a code that the customer itself holds, with another plate.</summary>
    public static ConflictException OwnCode(ConflictException conflict, string plate) => new(conflict.Message, conflict)
    {
        Request = conflict.Request,
        ServerMessages = conflict.ServerMessages,
        Hint = Texts.ConflictOwnCodeHint.With(plate),
    };

    public static TagResult ResultOf(
        TagOrder order, string refId, long? customerId, Operation operation, Outcome outcome, Evidence evidence, ParkUpException? error) => new()
        {
            RefId = refId,
            CustomerId = customerId,
            Code = TextSanitizer.Clean(order.Code),
            Plate = TextSanitizer.Clean(order.Plate),
            Operation = operation,
            Outcome = outcome,
            Evidence = evidence,
            Detail = error?.Message,
            Line = order.Line,
            Error = error,
        };

    private static Evidence EvidenceOf(ParkUpException failure) =>
        failure is RefusedException { IsCircuitOpen: false } ? Evidence.Response : Evidence.None;

    private static OutcomeUnknownException Unknown(ParkUpException cause, string reason, string? resumeHint) => new(Texts.OutcomeUnknown.With(reason), cause)
    {
        Request = cause.Request,
        Hint = resumeHint is null ? Texts.OutcomeUnknownHint : $"{Texts.OutcomeUnknownHint} {resumeHint}",
    };

    /// <summary>When the service wants to be asked again; null where it did not say.</summary>
    private static string? ResumeHint(ParkUpException failure) => failure switch
    {
        RefusedException { RetryAfter: not null } => failure.Hint,
        { IsCircuitOpen: true, InnerException: RefusedException { RetryAfter: not null } asked } => asked.Hint,
        _ => null,
    };
}

/// <summary>The outcomes of the tags of one write: when a list is needed, and what it proves together with the answers.</summary>
internal sealed class TagOutcomeRules(Operation operation, RequestGate gate)
{
    private Outcome Changed => operation == Operation.Revoke ? Outcome.Revoked : Outcome.Added;

    /// <summary>
    /// Whether a list shows the wanted state. A tag with another spelling or plate is not gone, since it opens the
    /// barrier; nor is one of an unknown customer, since the RefId may be misspelt.
    /// </summary>
    public bool IsAsWanted(PendingTag tag, TagSnapshot snapshot) =>
        operation == Operation.Add ? snapshot.Contains(tag.Order) : snapshot is { CustomerIsKnown: true, MayBeCut: false } && !snapshot.ContainsCode(tag.Order.Code!);

    /// <summary>Whether the answers alone do not settle it.</summary>
    public bool NeedsList(PendingTag tag) => MayBeApplied(tag) || tag.IsHidden || tag.Failure is TagRejectedException;

    /// <summary>Whether a request of this run may have applied it, although no answer said so.</summary>
    public bool MayBeApplied(PendingTag tag) =>
        tag.WasUnanswered || (!gate.AreConflictsAtomic && tag.Conflicts?.Exists(static conflict => conflict.Request.MayHaveApplied(conflict.Place)) == true);

    /// <summary>The answer says that it was applied.</summary>
    public TagResult Done(PendingTag tag) => ResultOf(tag, Changed, Evidence.Response, error: null);

    /// <summary>A list shows the wanted state.</summary>
    public TagResult Found(PendingTag tag)
    {
        var already = operation == Operation.Add ? Outcome.AlreadyActive : Outcome.AlreadyRevoked;
        return ResultOf(tag, tag.WasUnanswered ? Changed : already, Evidence.List, error: null);
    }

    /// <summary>It failed, and no request can have applied it.</summary>
    public TagResult OfFailed(PendingTag tag)
    {
        var (outcome, evidence, error) = OutcomeRules.OfWrite(tag.Failure!);
        return ResultOf(tag, outcome, evidence, error);
    }

    /// <summary>It failed, and may hold all the same.</summary>
    /// <param name="snapshot">What lists agree on; null where they failed.</param>
    public TagResult OfDoubtful(PendingTag tag, TagSnapshot? snapshot, ParkUpException? listFailure)
    {
        var failure = tag.Failure!;
        if (snapshot is null)
        {
            return MayBeApplied(tag) || tag.IsHidden ? Unknown(tag, OutcomeRules.Unknown(failure, listFailure!)) : OfFailed(tag);
        }

        if (IsAsWanted(tag, snapshot))
        {
            return Found(tag);
        }

        if (snapshot.MayHide(tag.Order))
        {
            gate.Lists.Warn(tag.Order.Customer.RefId, snapshot.Length, snapshot.Doubt);
            return Unknown(tag, OutcomeRules.Unproven(failure, snapshot));
        }

        // A list may hold cancelled tags as well: that it shows this one does not prove that it is active. Where the
        // service then refused it there is no doubt, unless the list holds the very tag that it said is not there.
        var isRejected = OutcomeRules.OfFailure(failure) == Outcome.Rejected;
        if (operation == Operation.Revoke && MayBeApplied(tag) && (!isRejected || (tag.WasUnanswered && snapshot.Contains(tag.Order))))
        {
            return Unknown(tag, OutcomeRules.Unknown(failure));
        }

        return isRejected ? ResultOf(tag, Outcome.Rejected, Evidence.Response, failure) : ResultOf(tag, Outcome.Failed, Evidence.List, failure);
    }

    private TagResult Unknown(PendingTag tag, OutcomeUnknownException error) => ResultOf(tag, Outcome.Unknown, Evidence.None, error);

    private TagResult ResultOf(PendingTag tag, Outcome outcome, Evidence evidence, ParkUpException? error) =>
        OutcomeRules.ResultOf(tag.Order, tag.Order.Customer.RefId, tag.CustomerId, operation, outcome, evidence, error);
}
