namespace ParkUp.Client;

/// <summary>The table of HTTP statuses and their exceptions. Every 2xx is a success, as the reference names no status.</summary>
internal static class StatusTable
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromDays(7);

    /// <summary>The exception for an answer that is not a success.</summary>
    /// <param name="request">The request with its status.</param>
    public static ParkUpException Failure(RequestSummary request, ErrorBody body, TimeSpan? retryAfter, ParkUpConnection connection)
    {
        var status = request.Status!.Value;
        var reasons = body.Reasons;
        var message = Message(status, reasons);
        var resumeHint = retryAfter >= MaxRetryAfter ? Texts.RestLongHint : retryAfter is { } wait ? Texts.RestHint.With(Math.Ceiling(wait.TotalSeconds), connection.Clock.GetLocalNow() + wait) : null;
        ParkUpException failure = (int)status switch
        {
            401 => new UnauthorizedException(message) { Request = request, ServerMessages = reasons, Hint = Texts.UnauthorizedHint },
            403 => new ForbiddenException(message) { Request = request, ServerMessages = reasons, Hint = Texts.ForbiddenHint },
            404 when body.IsCut || IsAboutCustomer(request, body) =>
                new NotFoundException(message) { Request = request, ServerMessages = reasons, Hint = Texts.NotFoundHint, IsAboutCustomer = !body.IsCut },
            404 => new NotFoundException(WrongAddress(request, reasons, connection)) { Request = request, ServerMessages = reasons, Hint = Texts.WrongAddressHint },
            405 => new BadRequestException(WrongAddress(request, reasons, connection)) { Request = request, ServerMessages = reasons, Hint = Texts.WrongAddressHint },
            407 => ProxyFailure(status, reason: null, connection, request),
            408 => new RequestTimeoutException(message) { Request = request, BodySent = true },
            409 => new ConflictException(message) { Request = request, ServerMessages = reasons, Hint = Texts.ConflictHint },
            429 => new RateLimitedException(message) { Request = request, ServerMessages = reasons, RetryAfter = retryAfter, Hint = resumeHint ?? Texts.RateLimitedHint },
            >= 400 and < 500 => new BadRequestException(message) { Request = request, ServerMessages = reasons, Hint = Texts.BadRequestHint },
            >= 500 => new ServerErrorException(message) { Request = request, ServerMessages = reasons, RetryAfter = retryAfter, Hint = resumeHint ?? Texts.ServerErrorHint },
            >= 300 => new InvalidResponseException(Texts.Redirected.With(Name(status))) { Request = request, Hint = Texts.RedirectHint },
            _ => new InvalidResponseException(message) { Request = request },
        };
        if (failure is RefusedException refused)
        {
            refused.IsEnvelope = body.IsEnvelope;
            refused.IsReasonCut = body.IsCut;
        }

        return failure;
    }

    /// <summary>Whether a 404 is the API's, and about the customer: NestJS and Fastify name the path of an unknown address.</summary>
    private static bool IsAboutCustomer(RequestSummary request, ErrorBody body) =>
        body is { IsEnvelope: true, Reasons.Count: > 0 } && !body.Reasons.Any(reason => reason.Contains(request.Path, StringComparison.OrdinalIgnoreCase) || reason.StartsWith("Cannot ", StringComparison.Ordinal));

    private static string WrongAddress(RequestSummary request, IReadOnlyList<string> reasons, ParkUpConnection connection)
    {
        var address = new Uri(connection.BaseUri, request.Path.TrimStart('/')).AbsoluteUri;
        return reasons.Count == 0
            ? Texts.WrongAddress.With(address, Name(request.Status!.Value))
            : Texts.WrongAddressSaying.With(address, Name(request.Status!.Value), TextFormat.AsSentence(string.Join("; ", reasons)));
    }

    /// <summary>A proxy refuses the request, which has not reached the service.</summary>
    /// <param name="status">What the proxy answered; null where that is not known.</param>
    /// <param name="reason">A sentence for that case.</param>
    public static ConnectionFailedException ProxyFailure(
        HttpStatusCode? status, string? reason, ParkUpConnection connection, RequestSummary request, Exception? cause = null)
    {
        var hint = status != HttpStatusCode.ProxyAuthenticationRequired ? Texts.ProxyRefusedHint
            : connection.Proxy.HasCredentials ? Texts.ProxyCredentialHint
            : Texts.ProxyAuthenticationHint;
        var service = connection.BaseUri.Authority;
        var message = (connection.Proxy.Authority, status) switch
        {
            (var proxy, null) => Texts.ProxyRefused.With(proxy, service, reason),
            (null, { } answered) => Texts.ProxyOnTheWayAnswered.With(service, Name(answered)),
            var (proxy, answered) => Texts.ProxyAnswered.With(proxy, service, Name(answered.Value)),
        };
        return new ConnectionFailedException(message, cause) { Request = request, Hint = hint };
    }

    public static string Message(HttpStatusCode status, IReadOnlyList<string> reasons) => reasons.Count == 0
        ? Texts.Refused.With(Name(status))
        : Texts.RefusedSaying.With(Name(status), TextFormat.AsSentence(string.Join("; ", reasons)));

    /// <summary>
    /// The Retry-After header, in seconds or as a date by the clock of the answer (its Date header); at most a week, also
    /// for a number that is too long for .NET; null where it is absent or in the past.
    /// </summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - (response.Headers.Date ?? clock.GetUtcNow())) ?? OverlongRetryAfter(response);
        return wait > MaxRetryAfter ? MaxRetryAfter : wait > TimeSpan.Zero ? wait : null;
    }

    private static TimeSpan? OverlongRetryAfter(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var texts)
        && double.TryParse(texts.ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, MaxRetryAfter.TotalSeconds))
            : null;

    /// <summary>The status as HTTP names it, for example 404 Not Found; never translated.</summary>
    private static string Name(HttpStatusCode status)
    {
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        return Enum.IsDefined(status)
            ? number + string.Concat(status.ToString().Select(static c => char.IsUpper(c) ? $" {c}" : $"{c}"))
            : number;
    }
}
