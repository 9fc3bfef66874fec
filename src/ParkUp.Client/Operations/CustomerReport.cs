using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>Makes the result of a customer that was to be created, with one result for each of its tags.</summary>
internal sealed class CustomerReport(CustomerOrder order)
{
    private readonly CustomerKey _customer = new(order.RefId, Id: null);

    /// <summary>The service answered that it made it. A tag that it did not take may be held all the same.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="taken">What it says of each tag.</param>
    /// <param name="held">What lists agree on; null where they were not needed, or could not be had.</param>
    public Reported<CustomerResult> Created(WriteAnswer answer, bool?[] taken, HeldTags? held)
    {
        var tags = new Reported<TagResult>[taken.Length];
        for (var i = 0; i < tags.Length; i++)
        {
            var (outcome, evidence, error) = Judge(taken[i], held?.Contains(order.Tags[i]));
            tags[i] = TagReports.Report(order.Tags[i], order.RefId, answer.CustomerId, Operation.Create, outcome, evidence, error);
        }

        var result = Result(tags, Outcome.Created, Evidence.Response, detail: null) with { CustomerId = answer.CustomerId };
        return tags.FirstOrDefault(static tag => tag.Error is not null).Error is { } refused
            ? new Reported<CustomerResult>(result with { Detail = Messages.CreatedWithoutTags(result) }, refused)
            : new Reported<CustomerResult>(result, Error: null);
    }

    /// <summary>Lists show the customer with every tag.</summary>
    public Reported<CustomerResult> Found(Outcome outcome) =>
        new(Result(Tags(outcome == Outcome.Created ? Outcome.Added : Outcome.AlreadyActive, Evidence.List, error: null), outcome, Evidence.List, detail: null), Error: null);

    /// <summary>The service answered that it is there, and no tag was asked for.</summary>
    public Reported<CustomerResult> AlreadyExists() =>
        new(Result([], Outcome.AlreadyExists, Evidence.Response, detail: null), Error: null);

    /// <summary>A failure that says what became of it.</summary>
    public Reported<CustomerResult> OfFailure(ParkUpException failure)
    {
        var (outcome, evidence, error) = WriteFailure.OfWrite(failure);
        return AllAlike(outcome, evidence, error);
    }

    /// <summary>It was not answered, and lists show that it is not there.</summary>
    public Reported<CustomerResult> NotThere(ParkUpException failure) => AllAlike(Outcome.Failed, Evidence.List, failure);

    /// <summary>It may be there, and nothing could prove it: only of tags that a list shows is it certain.</summary>
    public Reported<CustomerResult> Unknown(OutcomeUnknownException error, HeldTags? held) =>
        Partly(Outcome.Unknown, Evidence.None, error, held, Outcome.Added);

    /// <summary>
    /// Refused, since the customer is there without one of the tags, or one of them is another's. Which tags it holds
    /// is told, since the others are for Add-ParkUpTag.
    /// </summary>
    public Reported<CustomerResult> InConflict(ParkUpException conflict, HeldTags held)
    {
        var error = new ConflictException(conflict.Message, conflict)
        {
            Request = conflict.Request,
            ServerMessages = ((RefusedException)conflict).ServerMessages,
            Hint = order.CameBefore is { } before ? Messages.CameBeforeHint(before.Line)
                : held.CustomerIsKnown ? Messages.CustomerExistsHint : Messages.ConflictHint,
        };
        return Partly(Outcome.Rejected, Evidence.Response, error, held, Outcome.AlreadyActive);
    }

    public Reported<CustomerResult> AllAlike(Outcome outcome, Evidence evidence, ParkUpException error) =>
        new(Result(Tags(outcome, evidence, error), outcome, evidence, error.Message), error);

    private Reported<CustomerResult> Partly(Outcome outcome, Evidence evidence, ParkUpException error, HeldTags? held, Outcome ofHeld)
    {
        Reported<TagResult>[] tags =
        [
            .. order.Tags.Select(tag => held?.Contains(tag) == true
                ? TagReports.Report(tag, order.RefId, customerId: null, Operation.Create, ofHeld, Evidence.List, error: null)
                : TagReports.Report(tag, order.RefId, customerId: null, Operation.Create, outcome, evidence, error)),
        ];
        return new Reported<CustomerResult>(Result(tags, outcome, evidence, error.Message), error);
    }

    private static (Outcome Outcome, Evidence Evidence, ParkUpException? Error) Judge(bool? taken, bool? held) => (taken, held) switch
    {
        (true, _) => (Outcome.Added, Evidence.Response, null),
        (_, true) => (Outcome.Added, Evidence.List, null),
        (false, _) => (Outcome.Rejected, Evidence.Response, new TagRejectedException(Messages.TagRejected(Operation.Create)) { Hint = Messages.TagRejectedHint(Operation.Create) }),
        (null, false) => (Outcome.Failed, Evidence.List, new InvalidResponseException(Messages.StatusMissing)),
        (null, null) => WriteFailure.OfWrite(new InvalidResponseException(Messages.StatusMissing)),
    };

    private IReadOnlyList<Reported<TagResult>> Tags(Outcome outcome, Evidence evidence, ParkUpException? error) =>
        TagReports.AllAlike(_customer, order.Tags, Operation.Create, outcome, evidence, error);

    private CustomerResult Result(IReadOnlyList<Reported<TagResult>> tags, Outcome outcome, Evidence evidence, string? detail) => new()
    {
        RefId = order.RefId,
        Email = order.Email,
        Phone = order.Phone,
        Name = order.Name,
        LastName = order.LastName,
        IsUnlimited = order.IsUnlimited,
        Tags = new TagResults(tags.Select(static tag => tag.Result)),
        Outcome = outcome,
        Evidence = evidence,
        Detail = detail,
        Line = order.Line,
    };
}
