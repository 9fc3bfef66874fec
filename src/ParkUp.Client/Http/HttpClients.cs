namespace ParkUp.Client;

/// <summary>Creates the HTTP client of a connection.</summary>
internal static class HttpClients
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    public static HttpClient Create(ConnectionOptions options, Uri baseUri, ConnectionProxy proxy)
    {
        var client = new HttpClient(options.Handler ?? CreateSockets(options, proxy), disposeHandler: options.Handler is null)
        {
            BaseAddress = baseUri,
            // RequestSender limits each attempt: this timeout could not be distinguished from Ctrl+C.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"ParkUp.PowerShell/{typeof(HttpClients).Assembly.GetName().Version!.ToString(3)}");
        return client;
    }

    private static SocketsHttpHandler CreateSockets(ConnectionOptions options, ConnectionProxy proxy) => new()
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
