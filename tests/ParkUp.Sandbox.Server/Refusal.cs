namespace ParkUp.Sandbox.Server;

/// <summary>The answer to a request that is not taken on.</summary>
/// <param name="StatusCode">Its status code.</param>
/// <param name="Body">Its body: JSON.</param>
/// <param name="RetryAfter">Its Retry-After header; null for none.</param>
internal sealed record Refusal(int StatusCode, ReadOnlyMemory<byte> Body, string? RetryAfter)
{
    /// <summary>Refuses as the throttler of a NestJS service does. Its window is a second long.</summary>
    /// <param name="sendsRetryAfter">Whether it says when to come back.</param>
    public static Refusal TooManyRequests(bool sendsRetryAfter) => new(
        StatusCodes.Status429TooManyRequests,
        """{"statusCode":429,"message":"ThrottlerException: Too Many Requests"}"""u8.ToArray(),
        sendsRetryAfter ? "1" : null);

    /// <summary>Refuses as a service in maintenance does: for ten minutes.</summary>
    public static Refusal Maintenance() => new(
        StatusCodes.Status503ServiceUnavailable, """{"statusCode":503,"message":"Down for maintenance"}"""u8.ToArray(), "600");
}
