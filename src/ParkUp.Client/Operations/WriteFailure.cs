namespace ParkUp.Client;

/// <summary>From an error to what is reported of the rows that met it.</summary>
internal static class WriteFailure
{
    /// <summary>The outcome of a write, the error that goes with it, and what that rests on.</summary>
    public static (Outcome Outcome, Evidence Evidence, ParkUpException Error) OfWrite(ParkUpException failure) =>
        failure.WriteOutcome == Outcome.Unknown
            ? (Outcome.Unknown, Evidence.None, Unproven(failure))
            : (failure.WriteOutcome, EvidenceOf(failure), failure);

    /// <summary>The same where only a list was asked for: nothing was written, whatever went wrong.</summary>
    public static (Outcome Outcome, Evidence Evidence, ParkUpException Error) OfList(ParkUpException failure) =>
        (failure.WriteOutcome == Outcome.Rejected ? Outcome.Rejected : Outcome.Failed, EvidenceOf(failure), failure);

    /// <summary>The same where nothing was sent at all.</summary>
    public static Outcome OfUnsent(ParkUpException reason) => reason is InvalidInputException ? Outcome.Rejected : Outcome.Failed;

    /// <summary>A write that may have happened, and that no list could prove.</summary>
    public static OutcomeUnknownException Unproven(ParkUpException failure) => AsUnknown(failure, failure.Message);

    /// <summary>
    /// The same where the list could not be had. The cause is what hid the answer; but where the answer was a 409, or
    /// the list met something that ends the run, it is why there is no list.
    /// </summary>
    public static OutcomeUnknownException Unproven(ParkUpException failure, ParkUpException unlisted) =>
        AsUnknown(unlisted.StopsRun || failure is ConflictException ? unlisted : failure, Messages.Unlisted(failure.Message, unlisted.Message));

    private static Evidence EvidenceOf(ParkUpException failure) =>
        failure is RefusedException { IsGivenUp: false } ? Evidence.Response : Evidence.None;

    private static OutcomeUnknownException AsUnknown(ParkUpException cause, string said) =>
        new(Messages.OutcomeUnknown(said), cause) { Request = cause.Request, Hint = Messages.OutcomeUnknownHint };
}
