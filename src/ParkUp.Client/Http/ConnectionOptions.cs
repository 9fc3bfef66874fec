using System.Security;

namespace ParkUp.Client;

/// <summary>The options of a connection.</summary>
internal sealed record ConnectionOptions
{
    public static Uri ProductionUri { get; } = new("https://api.parkup.cl/");

    /// <summary>The connection takes a copy.</summary>
    public required SecureString Token { get; init; }

    /// <summary>The environment variable that the token comes from; null where it was given.</summary>
    public string? TokenVariable { get; init; }

    public Uri BaseUri { get; init; } = ProductionUri;

    /// <summary>The time limit of one request, from its start to the last byte of its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most retries of one request.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>Null for the proxy of the system.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The credentials for the proxy; null for those in the settings of the system.</summary>
    public ICredentials? ProxyCredential { get; init; }

    /// <summary>Gives the proxy the credentials of the account that runs the process.</summary>
    public bool ProxyUseDefaultCredentials { get; init; }

    /// <summary>Allows http to a host that is not loopback: the token can be read on the network.</summary>
    public bool AllowUnencryptedAuthentication { get; init; }

    public bool IsSandbox { get; init; }

    /// <summary>Sends the requests; null for real sockets.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The clock of time limits and durations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The clock of the delays between attempts.</summary>
    public TimeProvider BackoffClock { get; init; } = TimeProvider.System;

    /// <summary>The random part of those delays, from 0 to 1. Called by many threads.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}
