namespace ParkUp.Client;

/// <summary>One request as a log may show it: without its body, its token and personal data.</summary>
public sealed record RequestSummary
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the base address.</summary>
    public required string Path { get; init; }

    /// <summary>The status of the answer; null where there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>From the start of the attempt, before connecting, to the last byte read or the failure.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The number of the attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The request in one line.</summary>
    public override string ToString()
    {
        var status = Status is { } code ? ((int)code).ToString(CultureInfo.InvariantCulture) : "no answer";
        return string.Create(CultureInfo.InvariantCulture, $"{Method} {Path} -> {status} in {Duration.TotalMilliseconds:F0} ms (attempt {Attempt})");
    }
}

/// <summary>One request with its bodies: personal data is masked, and the token is removed.</summary>
internal sealed record RequestTrace(RequestSummary Summary, string Body, string? Answer)
{
    /// <summary>The bodies, one a line. Requests run in parallel, so each line names its request.</summary>
    public IEnumerable<string> ToLines()
    {
        var request = string.Create(CultureInfo.InvariantCulture, $"{Summary.Method} {Summary.Path} (attempt {Summary.Attempt})");
        yield return $"{request} with {Body}";
        yield return Answer is null ? $"{request} had no answer" : $"{request} was answered with {Answer}";
    }
}
