using System.Text.Json.Nodes;
using ParkUp.Client;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Chaos.Tests;

/// <summary>
/// .NET itself repeats a request whose stream the service says it has not begun (RFC 9113, 8.7). Nothing else whose body
/// was sent is repeated: that is looked for.
/// </summary>
public sealed class Http2RepeatTests
{
    private const int InFlight = 4;
    private const int RefusedStream = 7;
    private const int Cancel = 8;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_GOAWAY_repeats_the_requests_that_were_not_begun_and_no_other()
    {
        List<FrameRequest> first = [];
        await using var server = new FrameServer(async (connection, request) =>
        {
            if (connection.Number > 1)
            {
                await connection.AnswerAsync(request.StreamId, Added(request.Body));
                return;
            }

            first.Add(request);
            if (first.Count == InFlight)
            {
                // Two were begun. Bodies need not come in the order of their streams.
                first.Sort(static (one, other) => one.StreamId.CompareTo(other.StreamId));
                await connection.GoAwayAsync(first[1].StreamId);
                await connection.AnswerAsync(first[0].StreamId, Added(first[0].Body));
                await connection.AnswerAsync(first[1].StreamId, Added(first[1].Body));
            }
        });

        var results = await AddAsync(server);

        Assert.All(results, static result => Assert.Equal((Outcome.Added, Evidence.Response), (result.Outcome, result.Evidence)));
        var begun = first[..2].ConvertAll(static request => CodeIn(request.Body));
        Assert.All(results, result => Assert.Equal(begun.Contains(result.Code) ? 1 : 2, TimesSent(server, result)));
    }

    [Fact]
    public async Task A_GOAWAY_after_requests_that_were_begun_and_no_answer_repeats_none_of_them()
    {
        var came = 0;
        var last = 0;
        await using var server = new FrameServer(async (connection, request) =>
        {
            last = Math.Max(last, request.StreamId);
            if (!IsWrite(request))
            {
                await connection.AnswerAsync(request.StreamId, ListOf(request.Body));
            }
            else if (++came == InFlight)
            {
                await connection.GoAwayAsync(last);
                connection.IsClosed = true;
            }
        });

        var results = await AddAsync(server);

        Assert.All(results, static result => Assert.Equal((Outcome.Added, Evidence.List), (result.Outcome, result.Evidence)));
        Assert.All(results, result => Assert.Equal(1, TimesSent(server, result)));
    }

    [Fact]
    public Task A_service_that_refuses_every_stream_gets_a_write_four_times_and_then_a_list() => AssertListedAfterAsync(RefusedStream, timesSent: 4);

    [Fact]
    public async Task A_refused_stream_is_repeated()
    {
        var came = 0;
        await using var server = new FrameServer((connection, request) => ++came <= InFlight
            ? connection.ResetAsync(request.StreamId, RefusedStream)
            : connection.AnswerAsync(request.StreamId, Added(request.Body)));

        var results = await AddAsync(server);

        Assert.All(results, static result => Assert.Equal((Outcome.Added, Evidence.Response), (result.Outcome, result.Evidence)));
        Assert.Equal(2 * InFlight, server.Bodies.Count);
    }

    [Fact]
    public Task A_stream_that_is_reset_for_another_reason_is_not_repeated() => AssertListedAfterAsync(Cancel, timesSent: 1);

    /// <summary>Where every write is reset, each is sent so many times, and then looked for.</summary>
    private static async Task AssertListedAfterAsync(int reset, int timesSent)
    {
        await using var server = new FrameServer((connection, request) => IsWrite(request)
            ? connection.ResetAsync(request.StreamId, reset)
            : connection.AnswerAsync(request.StreamId, ListOf(request.Body)));

        var results = await AddAsync(server);

        Assert.All(results, static result => Assert.Equal((Outcome.Added, Evidence.List), (result.Outcome, result.Evidence)));
        Assert.All(results, result => Assert.Equal(timesSent, TimesSent(server, result)));
    }

    private static bool IsWrite(FrameRequest request) => request.Body.Contains("tags", StringComparison.Ordinal);

    /// <summary>Adds one tag for each of some customers, all at once.</summary>
    private static Task<IReadOnlyList<TagResult>> AddAsync(FrameServer server) => new TagWriter(Http2Tests.Connect(server.Address), Operation.Add, RequestObserver.None)
        .RunAsync(Http2Tests.Rows(InFlight), new BulkOptions { BatchSize = 1, ThrottleLimit = InFlight }, Stop);

    private static string Added(string body) => $$"""{"customer":1,"tagsCreate":[{"tag":"{{CodeIn(body)}}","status":true}]}""";

    /// <summary>The tag of the customer that is asked for.</summary>
    private static string ListOf(string body) => $$"""[{"id":1,"code":"T{{((string)JsonNode.Parse(body)!["refId"]!)[1..]}}","plate":"AA1111"}]""";

    private static string? CodeIn(string body) => (string?)JsonNode.Parse(body)!["tags"]?[0]!["code"];

    private static int TimesSent(FrameServer server, TagResult result) => server.Bodies.Count(body => string.Equals(CodeIn(body), result.Code, StringComparison.Ordinal));
}
