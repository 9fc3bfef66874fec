using System.Net;

namespace ParkUp.Client;

/// <summary>One request as a log may show it: never its body, its token or anything of a person.</summary>
public sealed record RequestSummary
{
    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without the base address.</summary>
    public required string Path { get; init; }

    /// <summary>The status of the answer; null where none came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>From the first byte sent to the last one read, or to the failure.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Which try it was, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The request in one line.</summary>
    public override string ToString()
    {
        var status = Status is { } code ? ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture) : "no answer";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Method} {Path} -> {status} in {Duration.TotalMilliseconds:F0} ms (attempt {Attempt})");
    }
}
