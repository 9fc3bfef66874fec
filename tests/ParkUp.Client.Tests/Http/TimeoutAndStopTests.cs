using System.Net;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>A limit that ran out and a stop by the caller look alike to the sockets, and must not to the user.</summary>
public sealed class TimeoutAndStopTests : IDisposable
{
    /// <summary>No test waits for it: it ends one whose request neither times out nor stops, as none must.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public void Dispose() => _stop.Dispose();

    [Theory]
    [InlineData(ApiCall.Create)]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    [InlineData(ApiCall.Cancel)]
    public async Task No_answer_within_the_limit_is_a_timeout_of_a_request_that_was_sent(ApiCall call)
    {
        await using var server = new RawServer(static exchange => exchange.KeepSilentAsync());
        var request = SendAsync(Open(server), call);
        await server.FirstRequest;

        _clock.Advance(Limit);

        var error = await Assert.ThrowsAsync<RequestTimeoutException>(() => request);
        Assert.True(error.BodySent);
        Assert.Equal(Outcome.Unknown, OutcomeRules.OfFailure(error));
        Assert.False(error.StopsRun);
        Assert.Null(error.Request!.Status);
        Assert.Equal(Limit, error.Request.Duration);
        Assert.Equal("The request timed out after 60 s.", error.Message);
    }

    [Fact]
    public async Task Before_the_limit_there_is_no_timeout()
    {
        var answer = new TaskCompletionSource();
        await using var server = new RawServer(async exchange =>
        {
            await answer.Task;
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
        });
        var request = SendAsync(Open(server), ApiCall.List);
        await server.FirstRequest;

        _clock.Advance(Limit - TimeSpan.FromTicks(1));
        answer.SetResult();

        Assert.NotNull(await request);
    }

    [Fact]
    public async Task A_refusal_whose_reason_never_ends_is_a_refusal_all_the_same()
    {
        await using var server = HalfAnAnswer(401);
        using var handler = new HeadSeen();
        var request = SendAsync(Open(handler, server.Address), ApiCall.Add);
        await handler.Seen;

        _clock.Advance(Limit);

        var error = await Assert.ThrowsAsync<UnauthorizedException>(() => request);
        Assert.Empty(error.ServerMessages);
        Assert.True(error.StopsRun);
    }

    [Fact]
    public async Task A_body_that_does_not_end_within_the_limit_is_a_timeout_too()
    {
        await using var server = HalfAnAnswer(200);
        using var handler = new HeadSeen();
        var request = SendAsync(Open(handler, server.Address), ApiCall.Add);
        await handler.Seen;

        _clock.Advance(Limit);

        var error = await Assert.ThrowsAsync<RequestTimeoutException>(() => request);
        Assert.True(error.BodySent);
        Assert.Equal(HttpStatusCode.OK, error.Request!.Status);
    }

    [Fact]
    public async Task A_request_that_never_left_is_a_timeout_with_nothing_sent()
    {
        using var handler = new NeverConnects();
        var request = SendAsync(Open(handler, new Uri("https://parkup.example/")), ApiCall.Add);
        await handler.Asked;

        _clock.Advance(Limit);

        var error = await Assert.ThrowsAsync<RequestTimeoutException>(() => request);
        Assert.False(error.BodySent);
        Assert.Equal(Outcome.Failed, OutcomeRules.OfFailure(error));
        Assert.Equal("The connection to parkup.example timed out.", error.Message);
    }

    [Theory]
    [InlineData(ApiCall.Create)]
    [InlineData(ApiCall.List)]
    [InlineData(ApiCall.Add)]
    [InlineData(ApiCall.Cancel)]
    public async Task A_stop_before_the_answer_is_the_caller_s_own(ApiCall call)
    {
        await using var server = new RawServer(static exchange => exchange.KeepSilentAsync());
        var request = SendAsync(Open(server), call);
        await server.FirstRequest;

        await _stop.CancelAsync();

        await AssertStoppedAsync(request);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task A_stop_while_the_body_is_read_is_the_caller_s_own(int status)
    {
        await using var server = HalfAnAnswer(status);
        using var handler = new HeadSeen();
        var request = SendAsync(Open(handler, server.Address), ApiCall.Add);
        await handler.Seen;

        await _stop.CancelAsync();

        await AssertStoppedAsync(request);
    }

    [Fact]
    public async Task A_stop_before_anything_was_sent_sends_nothing()
    {
        await using var server = new RawServer(static exchange => exchange.KeepSilentAsync());
        await _stop.CancelAsync();

        await AssertStoppedAsync(SendAsync(Open(server), ApiCall.Add));

        Assert.False(server.FirstRequest.IsCompleted);
    }

    [Fact]
    public async Task A_connection_that_breaks_because_the_time_is_over_is_a_timeout()
    {
        using var handler = new BreaksOnCancel();
        var request = SendAsync(Open(handler, new Uri("https://parkup.example/")), ApiCall.Add);
        await handler.Asked.Task;

        _clock.Advance(Limit);

        await Assert.ThrowsAsync<RequestTimeoutException>(() => request);
    }

    [Fact]
    public async Task A_stop_wins_over_a_limit_that_runs_out_at_the_same_time()
    {
        using var handler = new NeverConnects();
        var request = SendAsync(Open(handler, new Uri("https://parkup.example/")), ApiCall.Add);
        await handler.Asked;
        using var both = _stop.Token.Register(() => _clock.Advance(Limit));

        await _stop.CancelAsync();

        await AssertStoppedAsync(request);
    }

    [Fact]
    public async Task A_stop_goes_through_the_operations_and_is_no_result()
    {
        await using var server = new RawServer(static exchange => exchange.KeepSilentAsync());
        var adding = new TagWriter(Open(server), Operation.Add, RequestObserver.None).WriteAsync([Make.Order("T1", "AB1234")], 50, _stop.Token).WaitAsync(Hang, TestContext.Current.CancellationToken);
        await server.FirstRequest;

        await _stop.CancelAsync();

        await AssertStoppedAsync(adding);
    }

    private Task<object> SendAsync(ParkUpConnection connection, ApiCall call) =>
        connection.MakeAsync(call, _stop.Token).WaitAsync(Hang, TestContext.Current.CancellationToken);

    private ParkUpConnection Open(RawServer server) => ParkUpConnection.Open(Make.Options(server.Address) with { Clock = _clock, Timeout = Limit });

    private ParkUpConnection Open(HttpMessageHandler handler, Uri address) =>
        ParkUpConnection.Open(Make.Options(address) with { Clock = _clock, Timeout = Limit, Handler = handler });

    private static RawServer HalfAnAnswer(int status) => new(async exchange =>
    {
        await exchange.SendAsync($"HTTP/1.1 {status} X\r\nContent-Length: 100\r\n\r\n");
        await exchange.SendAsync("{\"customer\":1,");
        await exchange.KeepSilentAsync();
    });

    private async Task AssertStoppedAsync(Task request)
    {
        var stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Equal(_stop.Token, stopped.CancellationToken);
    }

    /// <summary>Real sockets, that tell when the head of the answer has come.</summary>
    private sealed class HeadSeen() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            _seen.SetResult();
            return response;
        }
    }

    /// <summary>A host that never accepts: the request's body is never asked for.</summary>
    private sealed class NeverConnects : HttpMessageHandler
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource<HttpResponseMessage>();
            await using var registration = cancellationToken.Register(() => never.SetCanceled(cancellationToken));
            _asked.SetResult();
            return await never.Task;
        }
    }

    /// <summary>Ends a cancelled request as a broken connection.</summary>
    private sealed class BreaksOnCancel : HttpMessageHandler
    {
        public TaskCompletionSource Asked { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var broken = new TaskCompletionSource<HttpResponseMessage>();
            await using var cancelled = cancellationToken.Register(() => broken.SetException(new HttpRequestException("The connection was closed.")));
            Asked.SetResult();
            return await broken.Task;
        }
    }
}
