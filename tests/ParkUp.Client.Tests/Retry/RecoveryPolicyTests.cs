using System.Net;

using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Retry;

/// <summary>The table of recovery actions, and that the page for people says the same.</summary>
public sealed class RecoveryPolicyTests
{
    private const string SendAgain = "retry";

    private static readonly Dictionary<string, ParkUpException[]> Rows = new(StringComparer.Ordinal)
    {
        ["no connection: DNS error, refused, timeout"] = [new ConnectionFailedException(""), new RequestTimeoutException("")],
        ["429"] = [new RateLimitedException("")],
        ["connection lost, or timeout, after the body was sent"] = [new ConnectionFailedException("") { BodySent = true }, new RequestTimeoutException("") { BodySent = true }],
        ["500, 502, 503, 504"] = [.. ((HttpStatusCode[])[HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout]).Select(static status => Answer(status))],
        ["not the expected JSON: a proxy's page, a truncated response, null, a redirect"] = [new InvalidResponseException(""), Answer(HttpStatusCode.Found)],
        ["409"] = [Answer(HttpStatusCode.Conflict)],
        ["413"] = [Answer(HttpStatusCode.RequestEntityTooLarge)],
        ["400 that names tags"] = [Answer(HttpStatusCode.BadRequest)],
        ["400 whose body was cut off"] = [Cut(Answer(HttpStatusCode.BadRequest))],
        ["any other 4xx"] = [Answer(HttpStatusCode.NotFound), Answer(HttpStatusCode.UnprocessableEntity), Answer(HttpStatusCode.Gone)],
        ["401, 403, certificate or handshake"] = [Answer(HttpStatusCode.Unauthorized), Answer(HttpStatusCode.Forbidden), new TlsFailureException("")],
        ["circuit breaker open: the service has been failing for two minutes"] = [new ServerErrorException("") { IsCircuitOpen = true }, new ConnectionFailedException("") { IsCircuitOpen = true }],
    };

    public static IEnumerable<TheoryDataRow<string>> Names() => Rows.Keys.Select(static name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_done_is_what_the_page_says(string row)
    {
        var cells = Page().Single(cells => string.Equals(cells[0], row, StringComparison.Ordinal));

        Assert.All(Rows[row], failure =>
        {
            Assert.Equal(cells[1], Words(RecoveryPolicy.ForList(failure), named: false));
            Assert.Equal(cells[2], Words(RecoveryPolicy.ForWrite(failure), named: row.Contains("names tags", StringComparison.Ordinal)));
            Assert.Equal(cells[3], OfCustomer(RecoveryPolicy.ForWrite(failure)));
        });
    }

    [Fact]
    public void The_page_has_these_rows_and_no_others() => Assert.True(Page().Select(static cells => cells[0]).SequenceEqual(Rows.Keys, StringComparer.Ordinal));

    [Fact]
    public void Only_a_404_of_the_service_s_own_is_its_word_on_a_customer()
    {
        var lost = new NotFoundException("404") { IsReasonCut = true };

        Assert.Equal(RecoveryAction.Retry, RecoveryPolicy.ForList(lost));
        Assert.False(lost.IsAboutCustomer);
        Assert.False(Word("Cannot POST /api/v3/business/tag/list"));
        Assert.False(Word("Customer not found", isEnvelope: false));
        Assert.True(Word("Customer not found"));

        static bool Word(string reason, bool isEnvelope = true) =>
            Assert.IsType<NotFoundException>(Answer(HttpStatusCode.NotFound, new ErrorBody([reason], isEnvelope))).IsAboutCustomer;
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.InternalServerError, true)]
    [InlineData(HttpStatusCode.Conflict, false)]
    [InlineData(HttpStatusCode.BadRequest, false)]
    [InlineData(HttpStatusCode.NotFound, false)]
    [InlineData(HttpStatusCode.Unauthorized, false)]
    public void An_answer_that_refuses_a_request_tells_that_the_service_is_there(HttpStatusCode status, bool isOutage) =>
        Assert.Equal(isOutage, RecoveryPolicy.IsOutage(Answer(status)));

    private static ParkUpException Answer(HttpStatusCode status, ErrorBody? body = null) =>
        StatusTable.Failure(new RequestSummary { Method = "POST", Path = "/api/v3/business/tag/list", Status = status }, body ?? new ErrorBody([]), retryAfter: null, Make.Connection(new Uri("https://parkup.example/")));

    private static ParkUpException Cut(ParkUpException failure)
    {
        Assert.IsType<RefusedException>(failure, exactMatch: false).IsReasonCut = true;
        return failure;
    }

    private static IEnumerable<string[]> Page() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "when-things-go-wrong.md"))
        .SkipWhile(static line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Skip(1)
        .TakeWhile(static line => line.StartsWith('|'))
        .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static string Words(RecoveryAction remedy, bool named) => remedy switch
    {
        RecoveryAction.Fail => named ? "drop those" : "report",
        RecoveryAction.Retry => SendAgain,
        RecoveryAction.Reconcile => "reconcile",
        RecoveryAction.SplitConflict => "isolate",
        RecoveryAction.SplitBatch => "split",
        RecoveryAction.Abort => "stop",
        _ => throw new ArgumentOutOfRangeException(nameof(remedy)),
    };

    /// <summary>A customer is one: there is nothing to halve, and what is in the way is the customer or its tags.</summary>
    private static string OfCustomer(RecoveryAction remedy) => remedy switch
    {
        RecoveryAction.SplitConflict => "compare",
        RecoveryAction.SplitBatch => "report",
        _ => Words(remedy, named: false),
    };
}
