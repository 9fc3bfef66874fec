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
    [InlineData("99999999999", 604800)]
    [InlineData("99999999999999999999", 604800)]
    [InlineData("000000000000000000005", 5)]
    [InlineData("-99999999999", null)]
    [InlineData("99999999999s", null)]
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
    [InlineData("Tuesday, 04-Mar-31 08:06:37 GMT", 30)]
    [InlineData("Tue Mar  4 08:06:37 2031", 30)]
    [InlineData("Tue, 04 Mar 2031 09:06:37 +0100", 30)]
    [InlineData("Tue, 04 Mar 1999 08:06:37 GMT", null)]
    [InlineData("Tue, 32 Mar 2031 08:06:37 GMT", null)]
    public void A_date_is_by_the_clock_of_the_answer_and_else_by_this_machine_s(string header, int? seconds)
    {
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", header);
        TimeSpan? expected = seconds is { } number ? TimeSpan.FromSeconds(number) : null;

        Assert.Equal(expected, StatusTable.RetryAfter(response, new FakeTimeProvider(Now)));

        response.Headers.Date = Now;
        Assert.Equal(expected, StatusTable.RetryAfter(response, new FakeTimeProvider(Now - TimeSpan.FromMinutes(3))));
        Assert.Equal(expected, StatusTable.RetryAfter(response, new FakeTimeProvider(Now + TimeSpan.FromMinutes(3))));
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("6000000")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_pause_beyond_reach_is_given_up_at_once_and_names_no_date(string header)
    {
        Service.Answer(FakeService.TagAdd, "{}", 429, headers: ("Retry-After", header));
        var connection = ParkUpConnection.Open(Make.Options(Service.Address) with { MaximumRetryCount = 3 });

        var error = await Assert.ThrowsAsync<RateLimitedException>(() => connection.MakeAsync(ApiCall.Add, Stop));

        Assert.Equal("The service asks for a pause of a week or more. Ask the operator when to send the failed rows again.", error.Hint);
        Assert.Single(Service.Received);
    }

    [Fact]
    public async Task A_date_by_a_clock_that_is_ahead_is_waited_for_as_its_own_date_says()
    {
        var clock = new SkippingClock();
        var answered = 0;
        await using var server = new RawServer(exchange => exchange.SendAsync(Interlocked.Increment(ref answered) == 1
            ? $"HTTP/1.1 429 Slow\r\nDate: {DateTimeOffset.UtcNow.AddMinutes(3):r}\r\nRetry-After: {DateTimeOffset.UtcNow.AddMinutes(3).AddSeconds(2):r}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"));
        var connection = ParkUpConnection.Open(Make.Options(server.Address) with { MaximumRetryCount = 1, BackoffClock = clock });

        await connection.MakeAsync(ApiCall.List, Stop);

        Assert.Equal(2, answered);
    }

    [Fact]
    public async Task Every_row_of_a_run_says_when_to_resume_those_in_flight_as_well()
    {
        foreach (var path in (string[])[FakeService.TagAdd, FakeService.TagList])
        {
            Service.Answer(path, """{"message":"maintenance"}""", 503, headers: ("Retry-After", "7200"));
        }

        var connection = ParkUpConnection.Open(Make.Options(Service.Address) with { MaximumRetryCount = 3 });

        var results = await new TagWriter(connection, Operation.Add, RequestObserver.None).RunAsync(
            [.. Enumerable.Range(0, 30).Select(static n => Make.Order($"T{n}", "AB1234", $"A{n}"))], new BulkOptions { ThrottleLimit = 8 }, Stop);

        Assert.Equal(30, results.Count);
        Assert.All(results, static result => Assert.Contains("Send the failed rows again after 2", ErrorText.Of(result, result.Error!), StringComparison.Ordinal));
        Assert.Contains(results, static result => result.Outcome == Outcome.Unknown);
        Assert.Contains(results, static result => result.Outcome == Outcome.Failed);
        Assert.InRange(Service.Received.Count, 1, 16);
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
