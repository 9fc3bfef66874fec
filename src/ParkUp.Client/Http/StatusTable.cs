namespace ParkUp.Client;

/// <summary>The table of HTTP statuses and their exceptions. Every 2xx is a success, as the reference names no status.</summary>
internal static class StatusTable
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromDays(7);

    /// <summary>The exception for an answer that is not a success.</summary>
    /// <param name="request">The request with its status.</param>
    /// <param name="now">Local time; the hint adds <paramref name="retryAfter"/> to it.</param>
    public static ParkUpException Failure(RequestSummary request, IReadOnlyList<string> reasons, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var status = request.Status!.Value;
        var message = Message(status, reasons);
        var resumeHint = retryAfter is { } wait ? Texts.RestHint.With(Math.Ceiling(wait.TotalSeconds), now + wait) : null;
        return (int)status switch
        {
            401 => new UnauthorizedException(message) { Request = request, ServerMessages = reasons, Hint = Texts.UnauthorizedHint },
            403 => new ForbiddenException(message) { Request = request, ServerMessages = reasons, Hint = Texts.ForbiddenHint },
            404 => new NotFoundException(message) { Request = request, ServerMessages = reasons, Hint = Texts.NotFoundHint },
            407 => new ConnectionFailedException(message) { Request = request, Hint = Texts.ProxyHint },
            408 => new RequestTimeoutException(message) { Request = request, BodySent = true },
            409 => new ConflictException(message) { Request = request, ServerMessages = reasons, Hint = Texts.ConflictHint },
            429 => new RateLimitedException(message) { Request = request, ServerMessages = reasons, RetryAfter = retryAfter, Hint = resumeHint ?? Texts.RateLimitedHint },
            >= 400 and < 500 => new BadRequestException(message) { Request = request, ServerMessages = reasons, Hint = Texts.BadRequestHint },
            >= 500 => new ServerErrorException(message) { Request = request, ServerMessages = reasons, RetryAfter = retryAfter, Hint = resumeHint ?? Texts.ServerErrorHint },
            >= 300 => new InvalidResponseException(Texts.Redirected.With(Name(status))) { Request = request, Hint = Texts.RedirectHint },
            _ => new InvalidResponseException(message) { Request = request },
        };
    }

    public static string Message(HttpStatusCode status, IReadOnlyList<string> reasons) => reasons.Count == 0
        ? Texts.Refused.With(Name(status))
        : Texts.RefusedSaying.With(Name(status), TextFormat.AsSentence(string.Join("; ", reasons)));

    /// <summary>
    /// The Retry-After header, in seconds or as a date by the clock of the answer (its Date header); at most a week, null
    /// where it is absent or in the past.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - (response.Headers.Date ?? clock.GetUtcNow()));
        return wait > MaxRetryAfter ? MaxRetryAfter : wait > TimeSpan.Zero ? wait : null;
    }

    /// <summary>The status as HTTP names it, for example 404 Not Found; never translated.</summary>
    private static string Name(HttpStatusCode status)
    {
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        return Enum.IsDefined(status)
            ? number + string.Concat(status.ToString().Select(static c => char.IsUpper(c) ? $" {c}" : $"{c}"))
            : number;
    }
}
