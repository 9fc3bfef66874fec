namespace ParkUp.Client;

/// <summary>
/// A way to the service: an address, a token and the sockets that go with them. Immutable and safe to use from many
/// threads at once. It shows the address, never the token.
/// </summary>
public sealed class ParkUpConnection
{
    private ParkUpConnection(ConnectionOptions options, Uri baseUri, BearerToken token)
    {
        BaseUri = baseUri;
        Token = token;
        IsSandbox = options.IsSandbox;
        Timeout = options.Timeout;
        MaximumRetryCount = options.MaximumRetryCount;
        Clock = options.Clock;
        Backoff = new Backoff(options.BackoffClock, options.Jitter);
        ConnectedAt = options.Clock.GetLocalNow();
        Http = HttpClients.Create(options, baseUri);
    }

    /// <summary>The address that requests go to.</summary>
    public Uri BaseUri { get; }

    /// <summary>Whether the other side is the API in memory, and no real service.</summary>
    public bool IsSandbox { get; }

    /// <summary>When the connection was made.</summary>
    public DateTimeOffset ConnectedAt { get; }

    internal TimeSpan Timeout { get; }

    internal int MaximumRetryCount { get; }

    internal TimeProvider Clock { get; }

    internal Backoff Backoff { get; }

    internal BearerToken Token { get; }

    internal HttpClient Http { get; }

    /// <summary>Makes a connection. It sends nothing.</summary>
    /// <exception cref="InvalidInputException">The token or an address is malformed.</exception>
    /// <exception cref="UnencryptedConnectionException">The token would leave this machine unencrypted.</exception>
    internal static ParkUpConnection Open(ConnectionOptions options)
    {
        var baseUri = BaseAddress.Check(options.BaseUri, options.Proxy, options.AllowUnencryptedAuthentication);
        return new ParkUpConnection(options, baseUri, BearerToken.From(options.Token));
    }

    /// <summary>Whether a connection made of these options would send the same token to the same address.</summary>
    internal bool IsFor(ConnectionOptions options)
    {
        return options.BaseUri.IsAbsoluteUri && BaseUri == BaseAddress.AsFolder(options.BaseUri) && Token.Matches(options.Token);
    }

    /// <summary>The address.</summary>
    public override string ToString() => BaseUri.ToString();
}
