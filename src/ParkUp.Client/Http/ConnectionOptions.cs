using System.Security;

namespace ParkUp.Client;

/// <summary>All that a connection is made of.</summary>
internal sealed record ConnectionOptions
{
    /// <summary>The service's production address.</summary>
    public static Uri ProductionUri { get; } = new("https://api.parkup.cl/");

    /// <summary>The token. The connection takes a copy.</summary>
    public required SecureString Token { get; init; }

    /// <summary>Where the API is; https, unless it is on this machine.</summary>
    public Uri BaseUri { get; init; } = ProductionUri;

    /// <summary>How long one request may take, from its start to the last byte of its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is sent again at most, where that is safe.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>The proxy to go through; null for the system's own.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Lets the token go over plain http to another machine.</summary>
    public bool AllowUnencryptedAuthentication { get; init; }

    /// <summary>Whether the other side is the API in memory.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>What carries the requests; null for real sockets.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The clock: timeouts and durations go by it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The clock of the delays between attempts.</summary>
    public TimeProvider BackoffClock { get; init; } = TimeProvider.System;

    /// <summary>The randomness in those delays: a number from 0 to 1, called by many threads.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}
