using System.Net;
using System.Reflection;
using System.Text;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>A proxy that asks who goes through it: it is told, and nobody else is.</summary>
[Collection(nameof(ProxyTests))]
public sealed class ProxyCredentialTests : IDisposable
{
    private const string User = "ana";
    private const string Password = "p@ss/w0rd:hunter2";

    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Basic => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Theory]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    public async Task A_proxy_that_asks_for_basic_is_told_who_it_is_and_lets_the_request_through(ApiCall call)
    {
        var last = string.Empty;
        await using var proxy = new RawServer(exchange => LetThroughAsync(exchange, call == ApiCall.List ? "[]" : """{"customer":1,"tagsCreate":[]}"""), request => last = request);
        var connection = ParkUpConnection.Open(Make.Options(Nowhere) with { Proxy = proxy.Address, ProxyCredential = new NetworkCredential(User, Password) });

        await connection.MakeAsync(call, Stop);

        Assert.Contains($"\r\nProxy-Authorization: Basic {Basic}\r\n", last, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Proxy-Authorization", await proxy.FirstRequest, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_tunnel_is_asked_for_with_the_password_of_the_proxy_and_without_the_token()
    {
        List<string> asked = [];
        await using var proxy = new RawServer(
            exchange => exchange.Request.Contains(Basic, StringComparison.Ordinal)
                ? exchange.SendAsync("HTTP/1.1 200 Connection Established\r\n\r\n")
                : exchange.SendAsync(Asking),
            asked.Add);
        var connection = ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with { Proxy = proxy.Address, ProxyCredential = new NetworkCredential(User, Password) });

        // The tunnel leads nowhere: the handshake in it has no answer.
        var error = await Assert.ThrowsAnyAsync<ParkUpException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Equal(2, asked.Count);
        Assert.All(asked, static request => Assert.StartsWith("CONNECT parkup.example:443 HTTP/1.1\r\n", request, StringComparison.Ordinal));
        Assert.All(asked, static request => Assert.DoesNotContain(Make.Token, request, StringComparison.Ordinal));
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
        AssertShowsNoSecret(error);
    }

    [Theory]
    [InlineData("http://ana:p%40ss%2Fw0rd%3Ahunter2@{0}")]
    [InlineData("ana:p%40ss%2Fw0rd%3Ahunter2@{0}")]
    public async Task The_user_and_password_in_the_system_s_proxy_are_given_to_it(string setting)
    {
        var last = string.Empty;
        await using var proxy = new RawServer(exchange => LetThroughAsync(exchange, "[]"), request => last = request);
        UseSystemProxy(string.Format(System.Globalization.CultureInfo.InvariantCulture, setting, proxy.Address.Authority));
        var connection = ParkUpConnection.Open(Make.Options(new Uri("http://parkup.invalid/")) with { AllowUnencryptedAuthentication = true });

        await connection.MakeAsync(ApiCall.List, Stop);

        Assert.Contains($"Basic {Basic}", last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("other:password@")]
    public async Task Credentials_that_are_given_go_to_the_system_s_proxy_too_and_before_its_own(string own)
    {
        var last = string.Empty;
        await using var proxy = new RawServer(exchange => LetThroughAsync(exchange, "[]"), request => last = request);
        UseSystemProxy($"http://{own}{proxy.Address.Authority}");
        var connection = ParkUpConnection.Open(Make.Options(new Uri("http://parkup.invalid/")) with
        {
            AllowUnencryptedAuthentication = true,
            ProxyCredential = new NetworkCredential(User, Password),
        });

        await connection.MakeAsync(ApiCall.List, Stop);

        Assert.Contains($"Basic {Basic}", last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(407, "407 Proxy Authentication Required", "did not accept its user name and password")]
    [InlineData(502, "502 Bad Gateway", "ask the administrator of the proxy")]
    [InlineData(503, "503 Service Unavailable", "ask the administrator of the proxy")]
    [InlineData(403, "403 Forbidden", "ask the administrator of the proxy")]
    public async Task A_proxy_of_the_system_that_refuses_is_named_without_its_password_and_nothing_was_sent(int status, string answer, string hint)
    {
        await using var proxy = RawServer.Answering($"HTTP/1.1 {status} No\nProxy-Authenticate: Basic realm=\"x\"\nContent-Length: 0\nConnection: close", string.Empty);
        UseSystemProxy($"http://ana:p%40ss%2Fw0rd%3Ahunter2@{proxy.Address.Authority}");
        var connection = Make.Connection(new Uri("https://parkup.example/"));

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Equal($"The proxy {proxy.Address.Authority} did not connect to parkup.example: it answered {answer}.", error.Message);
        Assert.Contains(hint, error.Hint, StringComparison.Ordinal);
        Assert.StartsWith("The service received nothing.", error.Hint, StringComparison.Ordinal);
        Assert.False(error.BodySent);
        Assert.Equal(RecoveryAction.Retry, RecoveryPolicy.ForWrite(error));
        AssertShowsNoSecret(error);
    }

    [Theory]
    [InlineData("https://parkup.example/")]
    [InlineData("http://127.0.0.1:9/")]
    public async Task A_proxy_that_asks_and_is_told_nothing_says_what_to_do(string address)
    {
        await using var proxy = new RawServer(static exchange => exchange.SendAsync(Asking));
        var connection = ParkUpConnection.Open(Make.Options(new Uri(address)) with { Proxy = proxy.Address });

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Contains("407 Proxy Authentication Required", error.Message, StringComparison.Ordinal);
        Assert.Contains(proxy.Address.Authority, error.Message, StringComparison.Ordinal);
        Assert.Contains("-ProxyCredential", error.Hint, StringComparison.Ordinal);
        Assert.Contains("-ProxyUseDefaultCredentials", error.Hint, StringComparison.Ordinal);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
    }

    [Fact]
    public async Task A_407_of_a_proxy_that_nobody_named_is_one_all_the_same()
    {
        await using var server = new RawServer(static exchange => exchange.SendAsync(Asking));

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(server.Address).MakeAsync(ApiCall.Add, Stop));

        Assert.Equal($"A proxy on the way to {server.Address.Authority} refused the request: it answered 407 Proxy Authentication Required.", error.Message);
    }

    [Fact]
    public async Task A_proxy_that_nobody_listens_on_is_named_without_its_password()
    {
        using var closed = new ClosedPort();
        UseSystemProxy($"http://ana:p%40ss%2Fw0rd%3Ahunter2@{closed.Address.Authority}");

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(new Uri("https://parkup.example/")).MakeAsync(ApiCall.Add, Stop));

        Assert.StartsWith($"Could not connect to parkup.example (through the proxy {closed.Address.Authority}): ", error.Message, StringComparison.Ordinal);
        Assert.False(error.BodySent);
        AssertShowsNoSecret(error);
    }

    [Theory]
    [InlineData(400, "application/json", """{"message":["{0}"]}""")]
    [InlineData(200, "{0}", "x")]
    [InlineData(200, "application/json", "{0}")]
    public async Task What_a_proxy_repeats_of_its_password_is_shown_nowhere(int status, string type, string body)
    {
        var echo = $"{Password} {Uri.EscapeDataString(Password)} Basic {Basic} http://ana:other@proxy.example/";
        var traces = string.Empty;
        await using var proxy = new RawServer(exchange =>
        {
            var said = body.Replace("{0}", echo, StringComparison.Ordinal);
            return exchange.Request.Contains(Basic, StringComparison.Ordinal)
                ? exchange.SendAsync($"HTTP/1.1 {status} Said\r\nContent-Type: {type.Replace("{0}", $"text/{Basic}", StringComparison.Ordinal)}\r\nContent-Length: {Encoding.UTF8.GetByteCount(said)}\r\nConnection: close\r\n\r\n{said}")
                : exchange.SendAsync(Asking);
        });
        var connection = ParkUpConnection.Open(Make.Options(Nowhere) with { Proxy = proxy.Address, ProxyCredential = new NetworkCredential(User, Password) });

        var error = await Assert.ThrowsAnyAsync<ParkUpException>(() => connection.MakeAsync(ApiCall.List, Stop, onTrace: trace => traces = string.Join('\n', trace.ToLines())));

        AssertShowsNoSecret(error);
        AssertShowsNoSecret(traces);
        Assert.DoesNotContain("ana:other", $"{error}{traces}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://ana:hunter2@proxy.example:8080")]
    [InlineData("http://ana@proxy.example:8080")]
    [InlineData("socks5://ana:hunter2@proxy.example:1080")]
    [InlineData("ana:hunter2@proxy.example:8080")]
    [InlineData("proxy:hunter2@proxy.example")]
    [InlineData("//ana:hunter2@proxy.example")]
    [InlineData("ftp://ana:hunter2@proxy.example")]
    public void A_user_in_the_address_of_a_proxy_is_refused_and_not_repeated(string proxy)
    {
        var error = Assert.Throws<InvalidInputException>(() => ParkUpConnection.Open(Make.Options(Nowhere) with { Proxy = new Uri(proxy, UriKind.RelativeOrAbsolute) }));

        Assert.Equal("Proxy", error.Field);
        Assert.Equal("The address of the proxy must not contain a user name or a password. Give them with -ProxyCredential.", error.Message);
    }

    private const string Asking = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static Task LetThroughAsync(Exchange exchange, string body) => exchange.Request.Contains("Proxy-Authorization: Basic ", StringComparison.OrdinalIgnoreCase)
        ? exchange.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}")
        : exchange.SendAsync(Asking);

    /// <summary>The proxy that .NET makes of these variables at the start of a process.</summary>
    private static void UseSystemProxy(string setting)
    {
        string[] variables = ["http_proxy", "https_proxy", "HTTPS_PROXY", "HTTP_PROXY", "no_proxy", "NO_PROXY", "GATEWAY_INTERFACE"];
        var before = Array.ConvertAll(variables, Environment.GetEnvironmentVariable);
        try
        {
            Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable, variable.StartsWith("http", StringComparison.Ordinal) ? setting : null));
            object?[] made = [null];
            var create = typeof(HttpClient).Assembly.GetType("System.Net.Http.HttpEnvironmentProxy", throwOnError: true)!.GetMethod("TryCreate", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
            Assert.Equal(true, create.Invoke(obj: null, made));
            HttpClient.DefaultProxy = (IWebProxy)made[0]!;
        }
        finally
        {
            for (var i = 0; i < variables.Length; i++)
            {
                Environment.SetEnvironmentVariable(variables[i], before[i]);
            }
        }
    }

    private static void AssertShowsNoSecret(object shown)
    {
        var text = shown is ParkUpException error ? $"{error}\n{error.Hint}" : $"{shown}";
        Assert.NotEmpty(text);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Basic, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Make.Token, text, StringComparison.Ordinal);
    }
}
