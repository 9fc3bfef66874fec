namespace ParkUp.Client;

/// <summary>The failure of a request that is not sent, since none has been answered for too long: of the kind of the last one.</summary>
internal static class GivenUpFailure
{
    public static ParkUpException After(ParkUpException last, int failures, TimeSpan time)
    {
        var message = Messages.GivenUp(failures, time, last.Message);
        var hint = last is RateLimitedException or ServerErrorException && RemedyTable.RetryAfter(last) > TimeSpan.Zero
            ? last.Hint
            : Messages.GivenUpHint;
        return last switch
        {
            RequestTimeoutException => new RequestTimeoutException(message, last) { IsGivenUp = true, Hint = hint },
            ServerErrorException => new ServerErrorException(message, last) { IsGivenUp = true, Hint = hint },
            RateLimitedException => new RateLimitedException(message, last) { IsGivenUp = true, Hint = hint },
            InvalidResponseException => new InvalidResponseException(message, last) { IsGivenUp = true, Hint = hint },
            _ => new ConnectionFailedException(message, last) { IsGivenUp = true, Hint = hint },
        };
    }
}
