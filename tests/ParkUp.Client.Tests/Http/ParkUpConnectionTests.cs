using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>What a connection shows, and which options mean the same one.</summary>
public sealed class ParkUpConnectionTests
{
    private static readonly Uri Address = new("https://parkup.example/gate");

    [Fact]
    public void It_shows_its_address_and_never_its_token()
    {
        var connection = Make.Connection(Address);

        Assert.Equal("https://parkup.example/gate/", connection.ToString());
        var shown = connection.GetType().GetProperties().Select(property => $"{property.Name}={property.GetValue(connection)}");
        Assert.Equal(
            $"BaseUri=https://parkup.example/gate/ ConnectedAt={connection.ConnectedAt} IsSandbox=False",
            string.Join(' ', shown.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_options_do_not_show_the_token_either() =>
        Assert.DoesNotContain(Make.Token, Make.Options(Address).ToString(), StringComparison.Ordinal);

    [Fact]
    public void It_is_dated_by_its_own_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2031, 3, 4, 5, 6, 7, TimeSpan.Zero));

        var connection = ParkUpConnection.Open(Make.Options(Address) with { Clock = clock, IsSandbox = true });

        Assert.Equal(clock.GetLocalNow(), connection.ConnectedAt);
        Assert.True(connection.IsSandbox);
    }

    [Theory]
    [InlineData("https://parkup.example/gate")]
    [InlineData("https://parkup.example/gate/")]
    [InlineData("https://PARKUP.example:443/gate")]
    public void It_is_for_options_with_the_same_address_and_token(string address)
    {
        var connection = Make.Connection(Address);

        Assert.True(connection.IsFor(Make.Options(new Uri(address))));
        Assert.False(connection.IsFor(Make.Options(new Uri(address)) with { Token = Make.Secret("other") }));
    }

    [Theory]
    [InlineData("https://parkup.example/Gate/")]
    [InlineData("https://parkup.example/")]
    [InlineData("http://parkup.example/gate/")]
    [InlineData("https://parkup.example:444/gate/")]
    public void It_is_not_for_options_with_another_address(string address) =>
        Assert.False(Make.Connection(Address).IsFor(Make.Options(new Uri(address))));

    [Theory]
    [InlineData("gate")]
    [InlineData("ftp://parkup.example/gate/")]
    public void It_is_not_for_options_that_no_connection_can_be_made_of(string address) =>
        Assert.False(Make.Connection(Address).IsFor(Make.Options(new Uri(address, UriKind.RelativeOrAbsolute))));

    [Fact]
    public void The_production_address_is_the_one_of_the_reference() =>
        Assert.Equal("https://api.parkup.cl/", new ConnectionOptions { Token = Make.Secret("x") }.BaseUri.AbsoluteUri);
}
