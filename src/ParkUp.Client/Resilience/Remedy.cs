namespace ParkUp.Client;

/// <summary>What is done about a request that failed.</summary>
internal enum Remedy
{
    /// <summary>The answer stands, and is reported.</summary>
    Report,

    /// <summary>It certainly was not applied: back off, and send the same again.</summary>
    Resend,

    /// <summary>It may have been applied: list what is there, and send only what is not.</summary>
    Reconcile,

    /// <summary>A tag is in the way of others: list, set apart what is as wanted, and send the rest in halves.</summary>
    Part,

    /// <summary>It is too long: send it in halves, and no request of that length again.</summary>
    Halve,

    /// <summary>The next request would meet the same: the run ends.</summary>
    StopRun,
}

/// <summary>
/// The one table from a failure to what is done about it. docs/when-things-go-wrong.md is the same table for people;
/// a test holds them together.
/// </summary>
internal static class RemedyTable
{
    /// <summary>What is done about a write that failed.</summary>
    public static Remedy ForWrite(ParkUpException failure) => failure switch
    {
        // Not sent at all, since nothing has been answered for too long: asked and answered.
        { IsGivenUp: true } => Remedy.Report,

        UnauthorizedException or ForbiddenException or TlsFailureException => Remedy.StopRun,

        ConnectionFailedException { BodySent: false } => Remedy.Resend,
        RequestTimeoutException { BodySent: false } => Remedy.Resend,
        RateLimitedException => Remedy.Resend,

        ConnectionFailedException => Remedy.Reconcile,
        RequestTimeoutException => Remedy.Reconcile,
        InvalidResponseException => Remedy.Reconcile,
        ServerErrorException => Remedy.Reconcile,

        ConflictException => Remedy.Part,
        BadRequestException { StatusCode: System.Net.HttpStatusCode.RequestEntityTooLarge } => Remedy.Halve,

        // 400, 404 and what else the service refused.
        _ => Remedy.Report,
    };

    /// <summary>The same for a list: it changes nothing, so it is always safe to repeat.</summary>
    public static Remedy ForList(ParkUpException failure) => ForWrite(failure) switch
    {
        // A 404 whose reason was lost may be the service's word on the customer, or anybody's on the address.
        _ when failure is NotFoundException { IsReasonCut: true } => Remedy.Resend,
        Remedy.Reconcile => Remedy.Resend,
        Remedy.Part or Remedy.Halve => Remedy.Report,
        var same => same,
    };

    /// <summary>Whether a failure tells of the service, or the way to it, rather than of the request.</summary>
    public static bool IsOutage(ParkUpException failure) => ForWrite(failure) is Remedy.Resend or Remedy.Reconcile;

    /// <summary>How long the service asks to be left alone; zero where it does not.</summary>
    public static TimeSpan RetryAfter(ParkUpException failure) => failure switch
    {
        RateLimitedException limited => limited.RetryAfter ?? TimeSpan.Zero,
        ServerErrorException failed => failed.RetryAfter ?? TimeSpan.Zero,
        _ => TimeSpan.Zero,
    };
}
