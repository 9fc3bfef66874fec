using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace ParkUp.Sandbox.Tests;

public class DoorTests
{
    private static readonly string Customer = TestSandbox.Customer("A", "T1", "T2", "T3");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ThroughBothDoors]
    public async Task A_request_goes_in_and_its_answer_comes_out(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door);

        using HttpResponseMessage added = await open.PostAsync(TestSandbox.CustomerAddPath, TestSandbox.Customer("Ñ", "T1"), Cancellation);
        using HttpResponseMessage cancelled = await open.Client.PutAsync(
            TestSandbox.TagCancelPath,
            new StringContent("""{"customer":{"refId":"Ñ"},"tags":[{"code":"T1","plate":"PT1"}]}""", Encoding.UTF8, "text/plain"),
            Cancellation);
        using HttpResponseMessage lost = await open.Client.GetAsync("/x?y=1", Cancellation);

        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal("application/json; charset=utf-8", added.Content.Headers.ContentType!.ToString());
        Assert.Equal("""{"customer":1,"tags":[{"tag":"T1","status":true}]}""", await added.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("""{"customer":1,"tagsCancell":[{"tag":"T1","cancell":true}]}""", await cancelled.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("""{"statusCode":404,"message":"Cannot GET /x","error":"Not Found"}""", await lost.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal([true, true, true], open.Log.Read().Select(static entry => entry.Authorized));
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_wrong_or_missing_token_is_unauthorized(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door);
        foreach (string? authorization in new[] { null, "Bearer wrong", "secret" })
        {
            open.Client.DefaultRequestHeaders.Clear();
            if (authorization is not null)
            {
                open.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
            }

            using HttpResponseMessage answer = await open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("""{"statusCode":401,"message":"Unauthorized"}""", await answer.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Theory]
    [ThroughBothDoors(FaultKind.Unauthorized, 401)]
    [ThroughBothDoors(FaultKind.Forbidden, 403)]
    [ThroughBothDoors(FaultKind.TooManyRequests, 429)]
    [ThroughBothDoors(FaultKind.ServiceUnavailable, 503)]
    [ThroughBothDoors(FaultKind.ServerError, 500)]
    public async Task A_refusal_is_an_envelope_and_applies_nothing(Door door, FaultKind fault, int status)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, fault);

        using HttpResponseMessage answer = await open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith($$"""{"statusCode":{{status}},"message":""", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(status == 429 ? TimeSpan.FromSeconds(1) : null, answer.Headers.RetryAfter?.Delta);
        Assert.Empty(open.Api.Snapshot());
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_proxys_page_comes_with_success_and_applies_nothing(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, FaultKind.Html);

        using HttpResponseMessage answer = await open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("<!DOCTYPE html>", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(open.Api.Snapshot());
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_failure_after_the_commit_has_applied_the_request(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, FaultKind.CommitThen500);

        using HttpResponseMessage answer = await open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(3, Assert.Single(open.Api.Snapshot()).Tags.Count);
    }

    [Theory]
    [ThroughBothDoors(FaultKind.Drop, false)]
    [ThroughBothDoors(FaultKind.CommitThenDrop, true)]
    public async Task A_drop_is_a_reset_connection_and_comes_before_or_after_the_commit(Door door, FaultKind fault, bool applied)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, fault);

        HttpRequestException thrown = await Assert.ThrowsAsync<HttpRequestException>(
            () => open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation));

        Assert.Equal(HttpRequestError.Unknown, thrown.HttpRequestError);
        IOException transport = Assert.IsType<IOException>(thrown.InnerException);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(transport.InnerException).SocketErrorCode);
        Assert.Equal(applied ? 1 : 0, open.Api.Snapshot().Count);
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_drop_on_a_connection_that_was_used_before_is_not_sent_again_behind_the_callers_back(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, null, FaultKind.Drop);
        using HttpResponseMessage first = await open.PostAsync(TestSandbox.TagListPath, """{"refId":"A"}""", Cancellation);

        await Assert.ThrowsAsync<HttpRequestException>(() => open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation));

        Assert.Equal([null, FaultKind.Drop], open.Log.Read().Select(static entry => entry.Fault));
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_truncated_answer_fails_for_a_caller_that_wants_it_whole(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, FaultKind.Truncate);

        HttpRequestException thrown = await Assert.ThrowsAsync<HttpRequestException>(
            () => open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation));

        Assert.IsAssignableFrom<IOException>(thrown.InnerException);
        Assert.Single(open.Api.Snapshot());
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_truncated_answer_announces_its_length_and_breaks_off_midway(Door door)
    {
        const string Whole = """{"customer":1,"tags":[{"tag":"T1","status":true},{"tag":"T2","status":true},{"tag":"T3","status":true}]}""";
        await using OpenDoor open = await OpenDoor.ToAsync(door, FaultKind.Truncate);

        using HttpResponseMessage answer = await open.SendAsync(
            TestSandbox.CustomerAddPath, Customer, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using Stream stream = await answer.Content.ReadAsStreamAsync(Cancellation);
        byte[] half = new byte[Whole.Length / 2];
        await stream.ReadExactlyAsync(half, Cancellation);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(Whole.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(Whole[..half.Length], Encoding.UTF8.GetString(half));
        await Assert.ThrowsAnyAsync<IOException>(() => stream.ReadAsync(new byte[1], Cancellation).AsTask());
    }

    [Fact]
    public async Task In_process_a_truncated_answer_breaks_off_however_it_is_read()
    {
        await using OpenDoor open = await OpenDoor.ToAsync(Door.InProcess, [.. Enumerable.Repeat<FaultKind?>(FaultKind.Truncate, 4)]);
        async Task<HttpContent> AnswerAsync() =>
            (await open.SendAsync(TestSandbox.TagListPath, """{"refId":"A"}""", HttpCompletionOption.ResponseHeadersRead, Cancellation)).Content;

        HttpIOException read = Assert.Throws<HttpIOException>(
            () => new StreamReader(AnswerAsync().Result.ReadAsStream(Cancellation)).ReadToEnd());
        HttpRequestException copiedSync = Assert.Throws<HttpRequestException>(
            () => AnswerAsync().Result.CopyTo(new MemoryStream(), context: null, Cancellation));
        HttpRequestException copied = await Assert.ThrowsAsync<HttpRequestException>(
            async () => await (await AnswerAsync()).CopyToAsync(new MemoryStream(), Cancellation));
        HttpRequestException text = await Assert.ThrowsAsync<HttpRequestException>(
            async () => await (await AnswerAsync()).ReadAsStringAsync(Cancellation));

        Assert.Equal(HttpRequestError.ResponseEnded, read.HttpRequestError);
        Assert.All([copied, copiedSync, text], static thrown =>
        {
            Assert.Equal(HttpRequestError.ResponseEnded, thrown.HttpRequestError);
            Assert.IsType<HttpIOException>(thrown.InnerException);
        });
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_hung_request_ends_when_its_caller_gives_up_and_applies_nothing(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, FaultKind.Timeout);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        Task<HttpResponseMessage> hung = open.PostAsync(TestSandbox.CustomerAddPath, Customer, patience.Token);
        await open.Log.ReachedAsync(1, Cancellation);
        Assert.False(hung.IsCompleted);
        await patience.CancelAsync();

        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hung);
        Assert.Equal(patience.Token, thrown.CancellationToken);
        Assert.Empty(open.Api.Snapshot());
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_hung_request_meets_the_clients_timeout(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(door, FaultKind.Timeout);
        open.Client.Timeout = TimeSpan.FromMilliseconds(50);

        TaskCanceledException thrown = await Assert.ThrowsAsync<TaskCanceledException>(
            () => open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation));

        Assert.IsType<TimeoutException>(thrown.InnerException);
    }

    [Theory]
    [ThroughBothDoors]
    public async Task An_answer_takes_as_long_as_the_latency(Door door)
    {
        TimeSpan latency = TimeSpan.FromMilliseconds(30);
        await using OpenDoor open = await OpenDoor.ToAsync(door, new SandboxOptions { Token = TestSandbox.Token, Latency = latency });

        long start = Stopwatch.GetTimestamp();
        using HttpResponseMessage answer = await open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation);

        // Timers may fire a clock tick early.
        Assert.InRange(Stopwatch.GetElapsedTime(start), latency - TimeSpan.FromMilliseconds(2), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Latency_follows_the_clock_that_was_given_and_the_request_is_applied_on_arrival()
    {
        FakeTimeProvider clock = new();
        await using OpenDoor open = await OpenDoor.ToAsync(
            Door.InProcess,
            new SandboxOptions { Token = TestSandbox.Token, Latency = TimeSpan.FromMinutes(1), TimeProvider = clock });

        Task<HttpResponseMessage> answer = open.PostAsync(TestSandbox.CustomerAddPath, Customer, Cancellation);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(answer.IsCompleted);
        Assert.Single(open.Api.Snapshot());
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Created, (await answer).StatusCode);
    }

    [Theory]
    [ThroughBothDoors]
    public async Task A_slow_answer_is_cancelled_at_once(Door door)
    {
        await using OpenDoor open = await OpenDoor.ToAsync(
            door,
            new SandboxOptions { Token = TestSandbox.Token, Latency = TimeSpan.FromHours(1), Log = new SandboxLog() });
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        Task<HttpResponseMessage> slow = open.PostAsync(TestSandbox.CustomerAddPath, Customer, patience.Token);
        await open.Log.ReachedAsync(1, Cancellation);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    [Fact]
    public async Task In_process_a_cancelled_request_does_not_arrive()
    {
        await using OpenDoor open = await OpenDoor.ToAsync(Door.InProcess);
        using HttpMessageInvoker invoker = new(new SandboxHandler(open.Api));
        using HttpRequestMessage request = new(HttpMethod.Post, "https://sandbox.invalid" + TestSandbox.TagListPath);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoker.SendAsync(request, new CancellationToken(canceled: true)));

        Assert.Empty(open.Log.Read());
    }

    [Fact]
    public async Task In_process_the_content_of_a_request_is_serialised_and_its_failure_reaches_the_caller()
    {
        await using OpenDoor open = await OpenDoor.ToAsync(Door.InProcess);
        using HttpRequestMessage request = new(HttpMethod.Post, TestSandbox.TagListPath) { Content = new BrokenContent() };

        HttpRequestException thrown = await Assert.ThrowsAsync<HttpRequestException>(() => open.Client.SendAsync(request, Cancellation));

        Assert.Equal("broken", thrown.InnerException!.Message);
        Assert.Empty(open.Log.Read());
    }

    private sealed class BrokenContent : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new IOException("broken");

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
