using System.Collections.Concurrent;

namespace ParkUp.Client;

/// <summary>
/// A connection to the service: base address, token and sockets. Immutable and safe for use by many threads. It shows the
/// address, never the token.
/// </summary>
public sealed class ParkUpConnection
{
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

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
        Proxy = new ConnectionProxy(options, baseUri);
        Secrets = new ConnectionSecrets(token, Proxy);
        Http = HttpClients.Create(options, Proxy);
    }

    /// <summary>The base address of all requests, absolute and with a slash at the end.</summary>
    public Uri BaseUri { get; }

    /// <summary>Whether requests go to the sandbox, the API in memory, and not to the service.</summary>
    public bool IsSandbox { get; }

    /// <summary>When the connection was made, in local time.</summary>
    public DateTimeOffset ConnectedAt { get; }

    internal TimeSpan Timeout { get; }

    internal int MaximumRetryCount { get; }

    internal TimeProvider Clock { get; }

    internal Backoff Backoff { get; }

    internal BearerToken Token { get; }

    internal ConnectionProxy Proxy { get; }

    internal ConnectionSecrets Secrets { get; }

    internal HttpMessageInvoker Http { get; }

    /// <summary>Evidence of the service's limit on lists, which all runs of the connection share.</summary>
    internal LongestList Longest { get; } = new();

    /// <summary>Makes a connection. It sends nothing.</summary>
    /// <exception cref="InvalidInputException">The token, the base address or the proxy is malformed.</exception>
    /// <exception cref="UnencryptedConnectionException">The token would leave this machine unencrypted.</exception>
    internal static ParkUpConnection Open(ConnectionOptions options)
    {
        var baseUri = BaseAddress.Check(options.BaseUri, options.Proxy, options.AllowUnencryptedAuthentication);
        return new ParkUpConnection(options, baseUri, BearerToken.From(options.Token, options.TokenVariable));
    }

    /// <summary>The address of an endpoint, made once.</summary>
    /// <param name="path">Relative to the base address.</param>
    internal Uri AddressOf(string path) => _addresses.GetOrAdd(path, static (path, baseUri) => new Uri(baseUri, path), BaseUri);

    /// <summary>Whether the connection has the token and the address of these options.</summary>
    internal bool IsFor(ConnectionOptions options) =>
        options.BaseUri.IsAbsoluteUri && BaseUri == BaseAddress.WithSlash(options.BaseUri) && Token.Matches(options.Token);

    /// <summary>The base address.</summary>
    public override string ToString() => BaseUri.ToString();
}
