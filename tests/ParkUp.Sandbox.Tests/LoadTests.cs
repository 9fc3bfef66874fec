using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using ParkUp.Sandbox.Server;

namespace ParkUp.Sandbox.Tests;

/// <summary>A service that is busy, and what it notes of it.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_beyond_the_capacity_wait_in_line()
    {
        await using OpenDoor open = await OpenAsync(TimeSpan.FromMilliseconds(40), new ServiceLimits { Capacity = 2 });
        await PutAsync(open, "load");

        HttpStatusCode[] statuses = await SendTogetherAsync(open, 6);
        LoadReport report = await ReportAsync(open);

        Assert.All(statuses, static status => Assert.Equal(HttpStatusCode.Created, status));
        Assert.Equal((6, 6, 0), (report.Requests, report.Answered, report.Refused));
        Assert.Equal(6, report.MostInFlight);
        Assert.InRange(report.Times.P99, 120, double.MaxValue);
        Assert.InRange(report.Phases[0].Seconds, 0.12, double.MaxValue);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "1")]
    public async Task Requests_beyond_the_rate_are_answered_429_and_not_applied(bool sendsRetryAfter, string? retryAfter)
    {
        await using OpenDoor open = await OpenAsync(TimeSpan.Zero, new ServiceLimits { RequestsPerSecond = 5, SendsRetryAfter = sendsRetryAfter });
        await PutAsync(open, "load");
        long start = Stopwatch.GetTimestamp();
        List<HttpResponseMessage> refused = [];
        int taken = 0;
        for (int i = 0; i < 20; i++)
        {
            HttpResponseMessage answer = await PostAsync(open, i);
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                taken++;
                answer.Dispose();
            }
            else
            {
                refused.Add(answer);
            }
        }

        // A window of a second takes five; a slow machine may see more than one.
        int windows = 1 + (int)(Stopwatch.GetElapsedTime(start).TotalSeconds / 0.8);
        Assert.InRange(taken, 5, 5 * windows);
        foreach (HttpResponseMessage answer in refused)
        {
            using (answer)
            {
                Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
                Assert.Equal("""{"statusCode":429,"message":"ThrottlerException: Too Many Requests"}""", await answer.Content.ReadAsStringAsync(Cancellation));
                Assert.Equal(retryAfter, answer.Headers.RetryAfter?.ToString());
            }
        }

        LoadReport report = await ReportAsync(open);
        Assert.Equal((20, taken, refused.Count), (report.Requests, report.Answered, report.Refused));
        Assert.Equal(taken, open.Api.Snapshot().Count);
    }

    [Fact]
    public async Task After_the_given_number_of_requests_it_is_in_maintenance_for_good()
    {
        await using OpenDoor open = await OpenAsync(TimeSpan.Zero, new ServiceLimits { MaintenanceAfter = 3 });

        HttpStatusCode[] first = await SendAsync(open, 3);
        HttpStatusCode[] later = await SendAsync(open, 5, from: 3);
        using HttpResponseMessage last = await PostAsync(open, 8);

        Assert.All(first, static status => Assert.Equal(HttpStatusCode.Created, status));
        Assert.All(later, static status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        Assert.Equal("600", last.Headers.RetryAfter?.ToString());
        Assert.Equal("""{"statusCode":503,"message":"Down for maintenance"}""", await last.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(3, open.Api.Snapshot().Count);
    }

    [Fact]
    public async Task After_the_given_number_of_requests_it_applies_what_comes_and_is_silent_until_the_limits_change()
    {
        await using OpenDoor open = await OpenAsync(TimeSpan.Zero, new ServiceLimits { SilentAfter = 2 });
        await SendAsync(open, 2);

        Task<HttpStatusCode[]> silence = SendAsync(open, 3, from: 2);
        await open.Log.ReachedAsync(5, Cancellation);
        Assert.Equal(5, open.Api.Snapshot().Count);
        await PutAsync(open, "limits");
        HttpStatusCode[] later = await SendAsync(open, 2, from: 5);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], later);
        Assert.False(silence.IsCompleted);
        open.Client.CancelPendingRequests();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silence);
    }

    [Fact]
    public async Task Latency_and_limits_change_while_it_runs()
    {
        await using OpenDoor open = await OpenAsync(TimeSpan.Zero, ServiceLimits.None);
        await PutAsync(open, "load");
        await SendAsync(open, 1);

        _clock.Advance(Moment);
        await PutAsync(open, "latency?ms=30");
        await PutAsync(open, "limits?capacity=1");
        await SendTogetherAsync(open, 3, from: 1);
        _clock.Advance(Moment);
        await PutAsync(open, "latency?ms=0");
        await PutAsync(open, "limits?rate=1");
        HttpStatusCode[] last = await SendAsync(open, 3, from: 4);
        await PutAsync(open, "limits?maintenanceAfter=0");
        HttpStatusCode[] down = await SendAsync(open, 1, from: 7);
        LoadReport report = await ReportAsync(open);

        Assert.Equal([0, 30, 0], report.Phases.Select(static phase => phase.Latency));
        Assert.Equal(3, report.Phases[1].Answered);
        Assert.InRange(report.Phases[1].Times.P99, 90, double.MaxValue);
        Assert.Contains(HttpStatusCode.TooManyRequests, last);
        Assert.Equal([HttpStatusCode.ServiceUnavailable], down);
    }

    [Fact]
    public async Task Only_requests_since_the_last_start_of_a_record_are_in_it()
    {
        await using OpenDoor open = await OpenAsync(TimeSpan.Zero, ServiceLimits.None);
        using (HttpResponseMessage none = await open.Client.GetAsync("/__sandbox/load", Cancellation))
        {
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        await PutAsync(open, "load");
        await SendAsync(open, 1);
        await PutAsync(open, "load");
        await SendAsync(open, 2, from: 1);

        Assert.Equal(2, (await ReportAsync(open)).Requests);
    }

    [Theory]
    [InlineData("latency")]
    [InlineData("latency?ms=fast")]
    [InlineData("limits?capacity=0")]
    [InlineData("limits?rate=-1")]
    [InlineData("limits?maintenanceAfter=soon")]
    [InlineData("limits?silentAfter=-1")]
    public async Task A_change_that_it_does_not_understand_is_refused(string change)
    {
        await using OpenDoor open = await OpenAsync(TimeSpan.Zero, ServiceLimits.None);
        using HttpResponseMessage answer = await open.Client.PutAsync("/__sandbox/" + change, content: null, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private Task<OpenDoor> OpenAsync(TimeSpan latency, ServiceLimits limits) =>
        OpenDoor.ToServerAsync(new SandboxOptions { Token = TestSandbox.Token, Latency = latency, TimeProvider = _clock, Log = new SandboxLog() }, limits);

    private static async Task<HttpStatusCode[]> SendAsync(OpenDoor open, int count, int from = 0) =>
        await Task.WhenAll(Enumerable.Range(from, count).Select(async i =>
        {
            using HttpResponseMessage answer = await PostAsync(open, i);
            return answer.StatusCode;
        }));

    /// <summary>Sends requests that are all there before time goes on, which then passes in steps of a millisecond.</summary>
    private async Task<HttpStatusCode[]> SendTogetherAsync(OpenDoor open, int count, int from = 0)
    {
        Task<HttpStatusCode[]> sent = SendAsync(open, count, from);
        await open.Log.ReachedAsync(from + count, Cancellation);
        while (!sent.IsCompleted)
        {
            // In many steps, since a request may begin to wait for its latency only after some of them.
            _clock.Advance(Moment);
            await Task.Delay(Moment, Cancellation);
        }

        return await sent;
    }

    private static Task<HttpResponseMessage> PostAsync(OpenDoor open, int customer) =>
        open.PostAsync(TestSandbox.CustomerAddPath, TestSandbox.Customer(customer.ToString(CultureInfo.InvariantCulture)), Cancellation);

    private static async Task PutAsync(OpenDoor open, string what)
    {
        using HttpResponseMessage answer = await open.Client.PutAsync("/__sandbox/" + what, content: null, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static async Task<LoadReport> ReportAsync(OpenDoor open) =>
        (await open.Client.GetFromJsonAsync<LoadReport>("/__sandbox/load", Cancellation))!;
}
