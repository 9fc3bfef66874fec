namespace ParkUp.Client;

/// <summary>From an error to what is reported of the rows that met it.</summary>
internal static class WriteFailure
{
    /// <summary>The outcome of a write, the error that goes with it, and what that rests on.</summary>
    public static (Outcome Outcome, Evidence Evidence, ParkUpException Error) OfWrite(ParkUpException failure) =>
        failure.WriteOutcome == Outcome.Unknown
            ? (Outcome.Unknown, Evidence.None, AsUnknown(failure))
            : (failure.WriteOutcome, EvidenceOf(failure), failure);

    /// <summary>The same where only a list was asked for: nothing was written, whatever went wrong.</summary>
    public static (Outcome Outcome, Evidence Evidence, ParkUpException Error) OfList(ParkUpException failure) =>
        (failure.WriteOutcome == Outcome.Rejected ? Outcome.Rejected : Outcome.Failed, EvidenceOf(failure), failure);

    /// <summary>A write that may have happened in part, where the list that would have told could not be had.</summary>
    public static (Outcome Outcome, Evidence Evidence, ParkUpException Error) Unproven(ParkUpException failure) =>
        (Outcome.Unknown, Evidence.None, AsUnknown(failure));

    private static Evidence EvidenceOf(ParkUpException failure) =>
        failure is RefusedException ? Evidence.Response : Evidence.None;

    private static OutcomeUnknownException AsUnknown(ParkUpException failure) =>
        failure as OutcomeUnknownException
        ?? new OutcomeUnknownException(Messages.OutcomeUnknown(failure.Message), failure) { Request = failure.Request, Hint = Messages.OutcomeUnknownHint };
}
