namespace ParkUp.Client;

/// <summary>Makes the result of a customer to create, with one result for each of its tags.</summary>
internal sealed class CustomerResults(CustomerOrder order)
{
    /// <summary>The service created it. A tag that it did not accept may be held all the same.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="taken">The status of each tag; null where the answer has none.</param>
    /// <param name="snapshot">What lists agree on; null where they were not needed, or failed.</param>
    /// <param name="listFailure">Why they failed.</param>
    public CustomerResult Created(WriteAnswer answer, bool?[] taken, TagSnapshot? snapshot, ParkUpException? listFailure = null)
    {
        TagResult[] tags =
        [
            .. order.Tags.Select((tag, i) =>
            {
                var (outcome, evidence, error) = OutcomeOf(taken[i], snapshot?.Contains(tag), listFailure);
                return ResultOf(tag, outcome, evidence, error) with { CustomerId = answer.CustomerId };
            }),
        ];
        var result = Result(tags, Outcome.Created, Evidence.Response) with { CustomerId = answer.CustomerId };
        if (Array.Find(tags, static tag => tag.Error is not null) is not { Error: { } error })
        {
            return result;
        }

        var missing = tags.Where(static tag => !tag.Succeeded).Select(static tag => $"{tag.Code} ({tag.Outcome})");
        return result with { Detail = Texts.CreatedWithoutTags.With(string.Join(", ", missing)), Error = error };
    }

    /// <summary>Lists show the customer with every tag.</summary>
    public CustomerResult Found(Outcome outcome) =>
        Result(Tags(outcome == Outcome.Created ? Outcome.Added : Outcome.AlreadyActive, Evidence.List, error: null), outcome, Evidence.List);

    /// <summary>The service answered that it exists, and no tag was asked for.</summary>
    public CustomerResult AlreadyExists() => Result([], Outcome.AlreadyExists, Evidence.Response);

    public CustomerResult OfFailure(ParkUpException failure)
    {
        var (outcome, evidence, error) = OutcomeRules.OfWrite(failure);
        return OfFailure(outcome, evidence, error);
    }

    public CustomerResult OfFailure(Outcome outcome, Evidence evidence, ParkUpException error) =>
        Result(Tags(outcome, evidence, error), outcome, evidence, error);

    /// <summary>It may exist, and nothing could prove it; tags that a list shows are certain.</summary>
    public CustomerResult Unknown(OutcomeUnknownException error, TagSnapshot? snapshot, Outcome ofHeld = Outcome.Added) =>
        Partly(Outcome.Unknown, Evidence.None, error, snapshot, ofHeld);

    /// <summary>The customer exists without one of the tags, or one of them is another customer's. Tags that it holds are reported as such.</summary>
    public CustomerResult InConflict(ConflictException conflict, TagSnapshot snapshot)
    {
        var hint = order.CameBefore switch
        {
            { Line: { } line } => Texts.CameOnLineHint.With(line),
            { Line: null } => Texts.CameEarlierHint,
            null => snapshot.CustomerIsKnown ? Texts.CustomerExistsHint : Texts.ConflictHint,
        };
        var error = new ConflictException(conflict.Message, conflict) { Request = conflict.Request, ServerMessages = conflict.ServerMessages, Hint = hint };
        return Partly(Outcome.Rejected, Evidence.Response, error, snapshot, Outcome.AlreadyActive);
    }

    private CustomerResult Partly(Outcome outcome, Evidence evidence, ParkUpException error, TagSnapshot? snapshot, Outcome ofHeld) => Result(
        order.Tags.Select(tag => snapshot?.Contains(tag) == true ? ResultOf(tag, ofHeld, Evidence.List, error: null) : ResultOf(tag, outcome, evidence, error)),
        outcome,
        evidence,
        error);

    private static (Outcome Outcome, Evidence Evidence, ParkUpException? Error) OutcomeOf(bool? taken, bool? held, ParkUpException? listFailure) => (taken, held) switch
    {
        (true, _) => (Outcome.Added, Evidence.Response, null),
        (_, true) => (Outcome.Added, Evidence.List, null),
        (false, _) => (Outcome.Rejected, Evidence.Response, OutcomeRules.TagRejected(Operation.Create)),
        (null, false) when listFailure is not null => (Outcome.Unknown, Evidence.None, OutcomeRules.Unknown(new InvalidResponseException(Texts.StatusMissing), listFailure)),
        (null, false) => (Outcome.Failed, Evidence.List, new InvalidResponseException(Texts.StatusMissing)),
        (null, null) => (Outcome.Unknown, Evidence.None, OutcomeRules.Unknown(new InvalidResponseException(Texts.StatusMissing), listFailure!)),
    };

    private IEnumerable<TagResult> Tags(Outcome outcome, Evidence evidence, ParkUpException? error) =>
        order.Tags.Select(tag => ResultOf(tag, outcome, evidence, error));

    private TagResult ResultOf(TagOrder tag, Outcome outcome, Evidence evidence, ParkUpException? error) =>
        OutcomeRules.ResultOf(tag, order.RefId, customerId: null, Operation.Create, outcome, evidence, error);

    private CustomerResult Result(IEnumerable<TagResult> tags, Outcome outcome, Evidence evidence, ParkUpException? error = null) => new()
    {
        RefId = order.RefId,
        Email = order.Email,
        Phone = order.Phone,
        Name = order.Name,
        LastName = order.LastName,
        IsUnlimited = order.IsUnlimited,
        Tags = new TagResults(tags),
        Outcome = outcome,
        Evidence = evidence,
        Detail = error?.Message,
        Line = order.Line,
        Error = error,
    };
}
