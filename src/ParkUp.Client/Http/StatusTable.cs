namespace ParkUp.Client;

/// <summary>The one table from a status to what it means. Any 2xx is a success: the reference names none.</summary>
internal static class StatusTable
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The exception for an answer that is not a success.</summary>
    /// <param name="request">The request and its status.</param>
    /// <param name="said">What the service gave as its reason.</param>
    /// <param name="retryAfter">How long it asks to be left alone.</param>
    /// <param name="now">The time of day, to say when that is over.</param>
    public static ParkUpException Failure(RequestSummary request, IReadOnlyList<string> said, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var status = request.Status!.Value;
        var message = Messages.Refused(status, said);
        return (int)status switch
        {
            401 => new UnauthorizedException(message) { Request = request, ServerMessages = said, Hint = Messages.UnauthorizedHint },
            403 => new ForbiddenException(message) { Request = request, ServerMessages = said, Hint = Messages.ForbiddenHint },
            404 => new NotFoundException(message) { Request = request, ServerMessages = said, Hint = Messages.NotFoundHint },
            407 => new ConnectionFailedException(message) { Request = request, Hint = Messages.ProxyHint },
            408 => new RequestTimeoutException(message) { Request = request, BodySent = true },
            409 => new ConflictException(message) { Request = request, ServerMessages = said, Hint = Messages.ConflictHint },
            429 => new RateLimitedException(message) { Request = request, ServerMessages = said, RetryAfter = retryAfter, Hint = retryAfter is { } rest ? Messages.RestHint(rest, now) : Messages.RateLimitedHint },
            >= 400 and < 500 => new BadRequestException(message) { Request = request, ServerMessages = said, Hint = Messages.BadRequestHint },
            >= 500 => new ServerErrorException(message) { Request = request, ServerMessages = said, RetryAfter = retryAfter, Hint = retryAfter is { } rest ? Messages.RestHint(rest, now) : Messages.ServerErrorHint },
            >= 300 => new InvalidResponseException(Messages.Redirected(status)) { Request = request, Hint = Messages.RedirectHint },
            _ => new InvalidResponseException(message) { Request = request },
        };
    }

    /// <summary>Retry-After in seconds or as a date; null where there is none, or where it lies in the past.</summary>
    /// <remarks>A week at most: nobody waits for longer than minutes, and a date at the end of time fits into no clock.</remarks>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - clock.GetUtcNow());
        return wait > Longest ? Longest : wait > TimeSpan.Zero ? wait : null;
    }
}
