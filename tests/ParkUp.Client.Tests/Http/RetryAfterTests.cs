using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>How long the service asks to be left alone, as seconds or as a date by the clock of the answer.</summary>
public sealed class RetryAfterTests(FakeService service) : ServiceTests(service)
{
    private static readonly DateTimeOffset Now = new(2031, 3, 4, 5, 6, 7, TimeSpan.FromHours(-3));

    [Theory]
    [InlineData("0", null)]
    [InlineData("1", 1)]
    [InlineData("120", 120)]
    [InlineData("86400", 86400)]
    [InlineData("6000000", 604800)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    public async Task Retry_after_is_read_and_nonsense_is_none(string header, int? seconds)
    {
        Service.Answer(FakeService.TagAdd, "{}", 429, headers: ("Retry-After", header));
        Service.Answer(FakeService.TagCancel, "{}", 503, headers: ("Retry-After", header));
        var connection = ParkUpConnection.Open(Make.Options(Service.Address) with { Clock = new FakeTimeProvider(Now) });
        TimeSpan? expected = seconds is { } number ? TimeSpan.FromSeconds(number) : null;

        var limited = await Assert.ThrowsAsync<RateLimitedException>(() => connection.MakeAsync(ApiCall.Add, Stop));
        var failed = await Assert.ThrowsAsync<ServerErrorException>(() => connection.MakeAsync(ApiCall.Cancel, Stop));

        Assert.Equal(expected, limited.RetryAfter);
        Assert.Equal(expected, failed.RetryAfter);
    }

    [Theory]
    [InlineData("Tue, 04 Mar 2031 08:06:37 GMT", 30)]
    [InlineData("Tue, 04 Mar 2031 08:06:07 GMT", null)]
    [InlineData("Tue, 04 Mar 2031 08:06:06 GMT", null)]
    [InlineData("Wed, 05 Mar 2031 08:06:07 GMT", 86400)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 604800)]
    public void A_date_is_by_the_clock_of_the_answer_and_else_by_this_machine_s(string header, int? seconds)
    {
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", header);
        TimeSpan? expected = seconds is { } number ? TimeSpan.FromSeconds(number) : null;

        Assert.Equal(expected, StatusTable.RetryAfter(response, new FakeTimeProvider(Now)));

        response.Headers.Date = Now;
        Assert.Equal(expected, StatusTable.RetryAfter(response, new FakeTimeProvider(Now - TimeSpan.FromMinutes(3))));
        Assert.Equal(expected, StatusTable.RetryAfter(response, new FakeTimeProvider(Now + TimeSpan.FromMinutes(3))));
    }

    [Fact]
    public async Task Without_the_header_there_is_none()
    {
        Service.Answer(FakeService.TagAdd, "{}", 429);

        var error = await Assert.ThrowsAsync<RateLimitedException>(() => Connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Null(error.RetryAfter);
        Assert.Equal("Send the failed rows again later, with fewer requests in flight.", error.Hint);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task The_hint_says_when_to_resume(int status)
    {
        Service.Answer(FakeService.TagAdd, "{}", status, headers: ("Retry-After", "300"));
        var connection = ParkUpConnection.Open(Make.Options(Service.Address) with { Clock = new FakeTimeProvider(Now) });

        var error = await Assert.ThrowsAnyAsync<RefusedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Equal("The service asks for a pause of 300 s. Send the failed rows again after 2031-03-04 05:11:07 -03:00.", error.Hint);
    }
}
