using System.Globalization;
using System.Management.Automation;
using System.Text;
using ParkUp.Client;
using ParkUp.Client.Tests.Support;

namespace ParkUp.PowerShell.Tests;

/// <summary>A proxy between this machine and the service: it is told who goes through it, and no stream, error or object tells anybody else.</summary>
[Collection(nameof(OneAtATime))]
public sealed class ProxyTests : IDisposable
{
    private const string Password = "hunter2-of-the-proxy";

    private readonly ModuleSession _session = new ModuleSession()
        .With("token", Service.Secret(Service.Token))
        .With("credential", new PSCredential("ana", Service.Secret(Password)))
        .With("nowhere", new Uri("http://127.0.0.1:9/"));

    private static string Basic => Convert.ToBase64String(Encoding.UTF8.GetBytes($"ana:{Password}"));

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task A_proxy_that_asks_for_basic_lets_cmdlets_through_where_it_is_told()
    {
        await using var proxy = new RawServer(static exchange => exchange.SendAsync(exchange.Request.Contains(Basic, StringComparison.Ordinal)
            ? "HTTP/1.1 200 OK\r\nContent-Length: 41\r\nConnection: close\r\n\r\n[{\"id\":1,\"code\":\"T1\",\"plate\":\"AB1234\"}]  "
            : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

        var run = _session.With("proxy", proxy.Address).Run("""
            Connect-ParkUp -Token $token -BaseUri $nowhere -Proxy $proxy -ProxyCredential $credential
            Get-ParkUpTag A1
            """).Quiet();

        Assert.Equal("T1", run.Value("Code"));
    }

    [Theory]
    [InlineData("407 Who", "-ProxyCredential")]
    [InlineData("502 Bad", "administrator of the proxy")]
    public async Task A_proxy_that_refuses_is_named_and_its_password_is_in_no_trace_of_any_cmdlet(string status, string advice)
    {
        var echo = $"{Password} {Basic} http://ana:{Password}@proxy.example/ {Service.Token}";
        await using var proxy = new RawServer(exchange => exchange.SendAsync(
            $"HTTP/1.1 {status}\r\nProxy-Authenticate: Basic realm=\"{echo}\"\r\nX-Echo: {echo}\r\nContent-Length: {echo.Length}\r\nConnection: close\r\n\r\n{echo}"));
        _session.With("proxy", proxy.Address).Run(
            "Connect-ParkUp -Token $token -BaseUri https://api.parkup.cl -Proxy $proxy -ProxyCredential $credential -MaximumRetryCount 0").Quiet();
        List<string> traces = [];

        foreach (var script in (string[])["Get-ParkUpTag A1 -Verbose -Debug", "Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21 -Verbose -Debug", "Get-ParkUpConnection"])
        {
            traces.AddRange(Traces.Of(_session.Run(script)));
        }

        var error = Assert.Single(_session.Run("Get-ParkUpTag A1").Errors);
        var test = _session.Run("Test-ParkUpConnection").Quiet();
        var added = _session.Run("Add-ParkUpTag -RefId A1 -Code O1 -Plate JPKJ21");
        var left = _session.Run("""
            $file = New-TemporaryFile
            $Error | Export-Clixml $file
            Get-Content -Raw $file
            $Error[0].TargetObject | ConvertTo-Json -Depth 4
            $Error | ForEach-Object { $_.Exception.ToString(); $_ | Format-List * -Force | Out-String }
            Remove-Item $file
            """);
        traces.AddRange([.. Traces.Of(test), .. left.Output.Select(static item => $"{item}")]);

        Assert.Equal("ConnectionFailed,ParkUp.PowerShell.GetParkUpTagCommand", error.FullyQualifiedErrorId);
        Assert.Contains(proxy.Address.Authority, $"{error}", StringComparison.Ordinal);
        Assert.Contains(advice, $"{error}", StringComparison.Ordinal);
        Assert.Equal(false, test.Value("Reachable"));
        Assert.Contains(proxy.Address.Authority, $"{test.Value("Detail")}", StringComparison.Ordinal);
        Assert.Equal("Failed", $"{added.Value("Outcome")}");
        Assert.True(traces.Count > 50, "Much is looked at.");
        Assert.All(traces, static text =>
        {
            Assert.DoesNotContain(Password, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Basic, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Service.Token, text, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void Two_ways_to_name_the_account_for_the_proxy_contradict_each_other()
    {
        var error = Assert.IsType<InvalidInputException>(_session.Run("Connect-ParkUp -Token $token -Proxy http://proxy.example:8080 -ProxyCredential $credential -ProxyUseDefaultCredentials").Thrown!.ErrorRecord.Exception);

        Assert.Equal("-ProxyCredential and -ProxyUseDefaultCredentials contradict each other. Use one of them.", error.Message);
        Assert.Equal("ProxyCredential", error.Field);
        Assert.Empty(_session.Run("Get-ParkUpConnection").Quiet().Output);
    }

    [Theory]
    [InlineData("-ProxyCredential $credential")]
    [InlineData("-ProxyCredential $credential -ProxyUseDefaultCredentials:$false")]
    [InlineData("-ProxyUseDefaultCredentials")]
    [InlineData("-Proxy http://proxy.example:8080 -ProxyUseDefaultCredentials")]
    [InlineData("-Proxy socks5://proxy.example:1080 -ProxyCredential $credential")]
    public void Either_of_them_may_be_given_with_a_proxy_or_for_that_of_the_system(string parameters) =>
        Assert.Single(_session.Run($"Connect-ParkUp -Token $token {parameters} -PassThru").Quiet().Output);

    [Fact]
    public void A_credential_without_a_user_is_refused()
    {
        var run = _session.Run("Connect-ParkUp -Token $token -ProxyCredential ([pscredential]::Empty)");

        Assert.Equal("InvalidInput,ParkUp.PowerShell.ConnectParkUpCommand", run.Thrown!.ErrorRecord.FullyQualifiedErrorId);
        Assert.Equal("The user name in -ProxyCredential is blank.", run.Thrown.Message);
    }

    [Theory]
    [InlineData("-Token $secret", "A SecureString is required")]
    [InlineData("$secret", "A SecureString is required")]
    [InlineData("-Token @($secret, $secret)", "A SecureString is required")]
    [InlineData("-Token $credential", "A SecureString is required")]
    [InlineData("-Token $token -ProxyCredential $secret", "A PSCredential is required")]
    [InlineData("-Token $token -ProxyCredential @{ Password = $secret }", "A PSCredential is required")]
    [InlineData("-Token $token -Proxy \"http://ana:$secret@:x\"", "not a valid URI")]
    [InlineData("-Token $token -Proxy \"http://ana:$secret@proxy.example:99999\"", "not a valid URI")]
    [InlineData("-Token $token -Proxy @(\"http://ana:$secret@proxy.example\", 'x')", "not a valid URI")]
    [InlineData("-Token $token -Proxy ([pscustomobject]@{ Address = $secret })", "not a valid URI")]
    [InlineData("-Token $token -Proxy \"http://ana:$secret@proxy.example\"", "must not contain a user name")]
    [InlineData("-Token $token -Proxy \"ana:$secret@proxy.example\"", "must not contain a user name")]
    [InlineData("-Token $token -BaseUri \"https://ana:$secret@:x\"", "not a valid URI")]
    [InlineData("-Token $token -BaseUri \"https://api.parkup.cl:port/$secret\"", "not a valid URI")]
    [InlineData("-Token $token -BaseUri \"https://ana:$secret@api.parkup.cl\"", "must not contain a user name")]
    [InlineData("-Token $token -BaseUri \"ana:$secret@api.parkup.cl\"", "must not contain a user name")]
    [InlineData("-Token $token -BaseUri \"api.parkup.cl?key=$secret\"", "must not contain a user name")]
    public void A_secret_where_it_does_not_belong_is_refused_and_not_repeated(string parameters, string message)
    {
        var run = _session.With("secret", Password).Run($"Connect-ParkUp {parameters}");

        Assert.Contains(message, run.Thrown!.ErrorRecord.ToString(), StringComparison.Ordinal);
        Assert.All(Traces.Of(run), static text => Assert.DoesNotContain(Password, text, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(_session.Run("Get-ParkUpConnection").Quiet().Output);
    }

    [Theory]
    [InlineData("https://ana:{0}@:x")]
    [InlineData("https://ana:{0}@api.parkup.cl")]
    [InlineData("ana:{0}@api.parkup.cl")]
    public void A_secret_in_the_address_of_the_environment_is_not_repeated_either(string address)
    {
        using var environment = new EnvironmentOf(("PARKUP_TOKEN", Service.Token), ("PARKUP_BASE_URI", string.Format(CultureInfo.InvariantCulture, address, Password)));

        foreach (var script in (string[])["Connect-ParkUp", "Test-ParkUpConnection", "Get-ParkUpTag A1"])
        {
            var run = _session.Run(script);

            Assert.StartsWith("InvalidInput,", run.Thrown!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.All(Traces.Of(run), static text => Assert.DoesNotContain(Password, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Addresses_may_still_be_given_as_text_or_as_a_uri_with_blanks_around_them() =>
        Assert.Equal(
            ["https://api.parkup.cl/", "https://api.parkup.cl/", "https://api.parkup.cl/"],
            _session.Run("""
                foreach ($address in 'https://api.parkup.cl', ' https://api.parkup.cl ', ([uri] 'https://api.parkup.cl')) {
                    Connect-ParkUp -Token $token -BaseUri $address -Proxy $address -PassThru
                }
                """).Quiet().Values("BaseUri"));
}
