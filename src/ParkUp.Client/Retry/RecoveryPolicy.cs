namespace ParkUp.Client;

/// <summary>How a failed request is handled.</summary>
internal enum RecoveryAction
{
    /// <summary>Report the failure.</summary>
    Fail,

    /// <summary>Not applied: back off, and send the same request again.</summary>
    Retry,

    /// <summary>Perhaps applied: list the tags, and send only what is not there.</summary>
    Reconcile,

    /// <summary>One tag is in conflict: list, report what is as wanted, and send the rest in halves.</summary>
    SplitConflict,

    /// <summary>Refused as a whole, because of its size or for a reason that was lost: send it in halves.</summary>
    SplitBatch,

    /// <summary>Every request would fail in the same way: end the run.</summary>
    Abort,
}

/// <summary>The one table from failures to recovery actions. docs/when-things-go-wrong.md shows it to people; a test compares the two.</summary>
internal static class RecoveryPolicy
{
    public static RecoveryAction ForWrite(ParkUpException failure) => failure switch
    {
        // Not sent at all: the circuit breaker has already retried.
        { IsCircuitOpen: true } => RecoveryAction.Fail,

        UnauthorizedException or ForbiddenException or TlsFailureException => RecoveryAction.Abort,

        ConnectionFailedException { BodySent: false } => RecoveryAction.Retry,
        RequestTimeoutException { BodySent: false } => RecoveryAction.Retry,
        RateLimitedException => RecoveryAction.Retry,

        ConnectionFailedException => RecoveryAction.Reconcile,
        RequestTimeoutException => RecoveryAction.Reconcile,
        InvalidResponseException => RecoveryAction.Reconcile,
        ServerErrorException => RecoveryAction.Reconcile,

        ConflictException => RecoveryAction.SplitConflict,
        BadRequestException { StatusCode: HttpStatusCode.RequestEntityTooLarge } => RecoveryAction.SplitBatch,

        // Without its body it is not known which tags a 400 is about.
        BadRequestException { StatusCode: HttpStatusCode.BadRequest, IsReasonCut: true } => RecoveryAction.SplitBatch,

        // 400, 404 and the other 4xx.
        _ => RecoveryAction.Fail,
    };

    /// <summary>A list changes nothing, so it is always safe to repeat.</summary>
    public static RecoveryAction ForList(ParkUpException failure) => ForWrite(failure) switch
    {
        // Without its body a 404 may be about the customer or about the address.
        _ when failure is NotFoundException { IsReasonCut: true } => RecoveryAction.Retry,
        RecoveryAction.Reconcile => RecoveryAction.Retry,
        RecoveryAction.SplitConflict or RecoveryAction.SplitBatch => RecoveryAction.Fail,
        var action => action,
    };

    /// <summary>Whether a failure is the service's or the network's, rather than the request's.</summary>
    public static bool IsOutage(ParkUpException failure) => ForWrite(failure) is RecoveryAction.Retry or RecoveryAction.Reconcile;

    /// <summary>Whether a failure says that the service has too much to do.</summary>
    public static bool IsOverload(ParkUpException failure) => failure is
        RateLimitedException or RequestTimeoutException or ServerErrorException { StatusCode: HttpStatusCode.ServiceUnavailable };

    public static TimeSpan RetryAfter(ParkUpException failure) => (failure as RefusedException)?.RetryAfter ?? TimeSpan.Zero;
}
