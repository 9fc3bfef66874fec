using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>HttpClient promises HttpRequestException, and throws others too: none of them ends a run.</summary>
public sealed class UnexpectedFailureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Type> Thrown =>
    [
        typeof(SocketException), typeof(ObjectDisposedException), typeof(InvalidOperationException), typeof(NotSupportedException),
        typeof(TimeoutException), typeof(NullReferenceException), typeof(ArgumentException), typeof(UnauthorizedAccessException),
    ];

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task A_failure_before_the_body_left_is_a_connection_that_failed_and_nothing_was_sent(Type type)
    {
        using var handler = new ThrowingHandler(Create(type), failures: 1, readsBody: false);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(handler).MakeAsync(ApiCall.Add, Stop));

        Assert.False(error.BodySent);
        Assert.False(error.StopsRun);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
        Assert.IsType(type, error.InnerException);
    }

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task A_failure_after_the_body_left_leaves_the_write_unknown(Type type)
    {
        using var handler = new ThrowingHandler(Create(type), failures: 1, readsBody: true);

        var error = await Assert.ThrowsAsync<ConnectionFailedException>(() => Make.Connection(handler).MakeAsync(ApiCall.Add, Stop));

        Assert.True(error.BodySent);
        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
    }

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task What_was_not_sent_is_sent_again(Type type)
    {
        using var handler = new ThrowingHandler(Create(type), failures: 2, readsBody: false);
        var connection = ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with { Handler = handler, MaximumRetryCount = 3 });

        var results = await new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "AB1234")], batchSize: 50, Stop);

        Assert.Equal(Outcome.Added, Assert.Single(results).Outcome);
        Assert.Equal(3, handler.Sent);
    }

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task An_answer_that_fails_while_it_is_read_is_an_answer_that_was_cut(Type type)
    {
        using var handler = new ThrowingHandler(Create(type), failures: 0, readsBody: true) { BreaksAnswer = true };

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => Make.Connection(handler).MakeAsync(ApiCall.Add, Stop));

        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
    }

    [Theory]
    [MemberData(nameof(Thrown))]
    public async Task A_failure_that_comes_of_a_stop_is_the_stop(Type type)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var handler = new ThrowingHandler(Create(type), failures: 1, readsBody: true) { BeforeFailure = stop.Cancel };

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Make.Connection(handler).MakeAsync(ApiCall.Add, stop.Token));

        Assert.Equal(stop.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Connections_that_are_reset_as_soon_as_they_are_accepted_cost_no_row()
    {
        // One in some hundreds of these resets reaches HttpClient as a bare SocketException on Linux, most of them on Windows.
        const int Rows = 200;
        ConcurrentDictionary<string, string> added = new(StringComparer.Ordinal);
        await using var server = new RawServer(exchange =>
        {
            var refId = Value(exchange.Request, "refId");
            var isList = exchange.Request.Contains("/tag/list ", StringComparison.Ordinal);
            var code = isList ? added.GetValueOrDefault(refId) : added[refId] = Value(exchange.Request, "code");
            var body = (isList, code) switch
            {
                (true, null) => "[]",
                (true, _) => $$"""[{"id":1,"code":"{{code}}","plate":"AB1234"}]""",
                _ => $$"""{"customer":1,"tagsCreate":[{"tag":"{{code}}","status":true}]}""",
            };
            return exchange.SendAsync($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        })
        {
            ResetsAtOnce = static number => number % 2 == 0,
        };
        var connection = ParkUpConnection.Open(Make.Options(server.Address) with { MaximumRetryCount = 20, Timeout = TimeSpan.FromSeconds(5) });

        var results = await new TagWriter(connection, Operation.Add, RequestObserver.None).WriteAsync(
            [.. Enumerable.Range(0, Rows).Select(static n => Make.Order($"T{n}", "AB1234", $"A{n}"))], batchSize: 1, Stop);

        Assert.All(results, static report => Assert.True(report.Outcome == Outcome.Added, $"{report} {report.Evidence} {report.Error}"));
        Assert.Equal(Rows, added.Count);
        Assert.True(server.Connections > Rows * 3 / 2, "Connections were reset.");

        static string Value(string request, string field) => request.Split($"\"{field}\":\"")[1].Split('"')[0];
    }

    private static Exception Create(Type type) => (Exception)(type == typeof(ObjectDisposedException)
        ? new ObjectDisposedException(objectName: null, "The socket is gone.")
        : Activator.CreateInstance(type)!);

    /// <summary>Throws for some requests, before or after it takes the body, and answers the others.</summary>
    private sealed class ThrowingHandler(Exception failure, int failures, bool readsBody) : HttpMessageHandler
    {
        public int Sent { get; private set; }

        public bool BreaksAnswer { get; init; }

        public Action BeforeFailure { get; init; } = static () => { };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent++;
            if (readsBody)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            }

            if (Sent <= failures)
            {
                BeforeFailure();
                throw failure;
            }

            HttpContent answer = BreaksAnswer
                ? new StreamContent(new BreakingStream(failure))
                : new ByteArrayContent("""{"customer":1,"tagsCreate":[{"tag":"T1","status":true}]}"""u8.ToArray());
            answer.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return new HttpResponseMessage(HttpStatusCode.Created) { Content = answer };
        }
    }

    private sealed class BreakingStream(Exception failure) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;
    }
}
