namespace ParkUp.Client;

/// <summary>The failure of a request that is not sent, since none has been answered for too long: of the kind of the last one.</summary>
internal static class GivenUpFailure
{
    /// <summary>Nothing has been answered for too long.</summary>
    public static ParkUpException After(ParkUpException last, int failures, TimeSpan time) =>
        OfKind(last, Messages.GivenUp(failures, time, last.Message), Messages.GivenUpHint);

    /// <summary>The service asked for a rest that nobody waits for; the hint says until when.</summary>
    public static ParkUpException Resting(ParkUpException asked) => OfKind(asked, Messages.Resting(asked.Message), asked.Hint);

    private static ParkUpException OfKind(ParkUpException last, string message, string? hint) => last switch
    {
        RequestTimeoutException => new RequestTimeoutException(message, last) { IsGivenUp = true, Hint = hint },
        ServerErrorException => new ServerErrorException(message, last) { IsGivenUp = true, Hint = hint },
        RateLimitedException => new RateLimitedException(message, last) { IsGivenUp = true, Hint = hint },
        InvalidResponseException => new InvalidResponseException(message, last) { IsGivenUp = true, Hint = hint },
        _ => new ConnectionFailedException(message, last) { IsGivenUp = true, Hint = hint },
    };
}
