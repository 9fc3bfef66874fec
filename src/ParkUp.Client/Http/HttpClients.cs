namespace ParkUp.Client;

/// <summary>Creates what sends the requests of a connection.</summary>
internal static class HttpClients
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    /// <summary>Without the defaults of an HttpClient, which it would copy into each request: RequestSender sets them, and limits the time.</summary>
    public static HttpMessageInvoker Create(ConnectionOptions options, ConnectionProxy proxy) =>
        new(options.Handler ?? CreateSockets(options, proxy), disposeHandler: options.Handler is null);

    public static SocketsHttpHandler CreateSockets(ConnectionOptions options, ConnectionProxy proxy) => new()
    {
        // A redirect would send the token to another host.
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        // A long run must notice a change in DNS.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // At most the time limit of a request, so that a failure to connect is known as one: nothing was sent.
        ConnectTimeout = options.Timeout < ConnectLimit ? options.Timeout : ConnectLimit,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
        Proxy = proxy.Settings,
        UseProxy = proxy.IsUsed,
        DefaultProxyCredentials = proxy.Credentials,
    };
}
