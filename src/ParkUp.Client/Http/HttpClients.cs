using System.Net;

namespace ParkUp.Client;

/// <summary>How the sockets are set up.</summary>
internal static class HttpClients
{
    public static HttpClient Create(ConnectionOptions options, Uri baseUri)
    {
        var client = new HttpClient(options.Handler ?? CreateSockets(options, baseUri), disposeHandler: options.Handler is null)
        {
            BaseAddress = baseUri,
            // Each attempt has a limit of its own: this one could not be told from a Ctrl+C.
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"ParkUp.PowerShell/{typeof(HttpClients).Assembly.GetName().Version!.ToString(3)}");
        return client;
    }

    private static SocketsHttpHandler CreateSockets(ConnectionOptions options, Uri baseUri)
    {
        var sockets = new SocketsHttpHandler
        {
            // A redirect would take the token to a host that nobody chose.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            // So that a change in DNS is seen during a long run.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Shorter than a request's own limit: a host that never accepts is then known not to have been sent to.
            ConnectTimeout = options.Timeout < ConnectLimit ? options.Timeout : ConnectLimit,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
        };
        if (options.Proxy is { } proxy)
        {
            sockets.Proxy = new WebProxy(proxy);
        }
        else if (baseUri.IsLoopback)
        {
            // A system proxy must not see what was meant for this machine.
            sockets.UseProxy = false;
        }

        return sockets;
    }

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);
}
