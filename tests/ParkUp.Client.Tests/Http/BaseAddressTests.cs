namespace ParkUp.Client.Tests.Http;

/// <summary>Where a token may go: https, or http that does not leave this machine.</summary>
public sealed class BaseAddressTests
{
    [Theory]
    [InlineData("https://api.parkup.cl", "https://api.parkup.cl/")]
    [InlineData("https://api.parkup.cl/", "https://api.parkup.cl/")]
    [InlineData("HTTPS://API.ParkUp.CL:443/", "https://api.parkup.cl/")]
    [InlineData("https://gate.example:8443/parkup", "https://gate.example:8443/parkup/")]
    [InlineData("https://gate.example/a%20b/c/", "https://gate.example/a%20b/c/")]
    [InlineData("https://[2001:db8::1]/", "https://[2001:db8::1]/")]
    [InlineData("https://203.0.113.7/", "https://203.0.113.7/")]
    [InlineData("https://ñandú.example/", "https://ñandú.example/")]
    public void Https_may_go_anywhere_and_ends_in_a_slash(string address, string checkedAddress) =>
        Assert.Equal(checkedAddress, Check(address).AbsoluteUri);

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("http://LOCALHOST:5000/api")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.1.2.3")]
    [InlineData("http://[::1]:9000")]
    [InlineData("http://[0:0:0:0:0:0:0:1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    public void Http_may_go_to_this_machine(string address) =>
        Assert.Equal(new Uri(address).Authority, Check(address).Authority);

    [Fact]
    public void The_bare_name_loopback_goes_out_as_localhost_and_never_to_a_name_server()
    {
        var address = Check("http://loopback:5000/gate");

        Assert.Equal("http://localhost:5000/gate/", address.AbsoluteUri);
        Assert.Equal("localhost", address.IdnHost);
        Assert.Equal("localhost", new Uri(address, "api").IdnHost);
    }

    [Theory]
    [InlineData("http://api.parkup.cl")]
    [InlineData("http://loopback.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://localhost.")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://128.0.0.1")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://0.0.0.0")]
    [InlineData("http://[::]")]
    [InlineData("http://[::2]")]
    [InlineData("http://[fe80::1]")]
    [InlineData("http://[2001:db8::1]")]
    public void Http_to_anywhere_else_stops_the_run(string address)
    {
        var error = Assert.Throws<UnencryptedConnectionException>(() => Check(address));

        Assert.True(error.StopsRun);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
        Assert.Contains(new Uri(address).Host, error.Message, StringComparison.Ordinal);
        Assert.Contains("Allow unencrypted authentication", error.Hint, StringComparison.Ordinal);
        Assert.Equal(new Uri(address).Authority, Check(address, allow: true).Authority);
    }

    [Theory]
    [InlineData("http://proxy.example:3128", true)]
    [InlineData("https://proxy.example:3128", true)]
    [InlineData("http://loopback.example:3128", true)]
    [InlineData("http://localhost:3128", false)]
    [InlineData("http://[::1]:3128", false)]
    public void Http_to_this_machine_through_a_proxy_leaves_it_where_the_proxy_is_elsewhere(string proxy, bool leaves)
    {
        var error = Record.Exception(() => Check("http://localhost:5000", proxy));

        Assert.Equal(leaves, error is UnencryptedConnectionException);
        Assert.Equal(!leaves, error is null);
        Assert.Equal("http://localhost:5000/", Check("http://localhost:5000", proxy, allow: true).ToString());
        Assert.Equal("https://localhost:5000/", Check("https://localhost:5000", proxy).ToString());
    }

    [Theory]
    [InlineData("ftp://api.parkup.cl")]
    [InlineData("file:///etc/hosts")]
    [InlineData("ws://localhost")]
    [InlineData("api.parkup.cl")]
    [InlineData("/api/v3")]
    [InlineData("localhost:8080")]
    [InlineData("urn:parkup")]
    public void What_is_neither_http_nor_https_is_no_base_address_even_where_clear_text_is_allowed(string address)
    {
        var error = Assert.Throws<InvalidInputException>(() => Check(address, allow: true));

        Assert.Equal("BaseUri", error.Field);
        Assert.Contains($"'{address}' is not a valid base address", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://ana@api.parkup.cl/")]
    [InlineData("https://ana:hunter2@api.parkup.cl/")]
    [InlineData("https://api.parkup.cl/?key=1")]
    [InlineData("https://api.parkup.cl/x?")]
    [InlineData("https://api.parkup.cl/#top")]
    [InlineData("https://api.parkup.cl/x#")]
    public void An_address_with_more_than_an_address_is_refused_and_not_repeated(string address)
    {
        var error = Assert.Throws<InvalidInputException>(() => Check(address));

        Assert.Equal("BaseUri", error.Field);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_repeated_where_the_scheme_is_wrong_too()
    {
        var error = Assert.Throws<InvalidInputException>(() => Check("ftp://ana:hunter2@api.parkup.cl/"));

        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    private static Uri Check(string address, string? proxy = null, bool allow = false) =>
        BaseAddress.Check(new Uri(address, UriKind.RelativeOrAbsolute), proxy is null ? null : new Uri(proxy), allow);
}
