using System.Net.Sockets;
using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Retry;

/// <summary>Whole runs through an outage: one that passes, and one that does not.</summary>
public sealed class CircuitBreakerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_minute_without_a_server_in_the_middle_of_a_run_costs_no_row()
    {
        using var service = new FaultyService(FaultPlan.None);
        using var outage = new UnreachableFor(TimeSpan.FromMinutes(1), afterRequests: 100, service);

        var reports = await new TagWriter(outage.Connection, Operation.Add, RequestObserver.None).RunAsync(Orders(2000), new BulkOptions { BatchSize = 1 }, Stop);

        Assert.Equal(2000, reports.Count);
        Assert.All(reports, static report => Assert.Equal(Outcome.Added, report.Outcome));
        Assert.Equal(2000, service.Log.Read().Count(static entry => entry.Applied));
        Assert.InRange(outage.Refused, 6, 60);
    }

    [Fact]
    public async Task A_server_that_is_gone_for_good_is_given_up_and_the_rest_fails_without_being_sent()
    {
        using var service = new FaultyService(FaultPlan.None);
        using var outage = new UnreachableFor(TimeSpan.MaxValue, afterRequests: 100, service);

        var reports = await new TagWriter(outage.Connection, Operation.Add, RequestObserver.None).RunAsync(Orders(2000), new BulkOptions { BatchSize = 1 }, Stop);

        Assert.Equal(2000, reports.Count);
        Assert.Equal(100, reports.Count(static report => report.Outcome == Outcome.Added));
        var failed = reports.Where(static report => report.Outcome != Outcome.Added).ToList();
        Assert.All(failed, static report => Assert.Equal(Outcome.Failed, report.Outcome));
        Assert.All(failed, static report => Assert.IsType<ConnectionFailedException>(report.Error));
        Assert.Contains("The run stopped sending requests", failed[^1].Detail, StringComparison.Ordinal);

        // On this clock the waits of all add up, so that probes every half minute come often.
        Assert.InRange(outage.Refused, 6, 300);
    }

    private static IEnumerable<TagOrder> Orders(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Make.Order($"T{i}", $"AA{i:D4}", refId: $"C{i % 100}");
        }
    }

    /// <summary>The service, until so many requests were sent; then nobody, for a time on its clock.</summary>
    private sealed class UnreachableFor : DelegatingHandler
    {
        private readonly TimeSpan _time;
        private readonly int _afterRequests;
        private readonly FaultyService _service;
        private long _sent;
        private long _gone;
        private int _refused;

        public UnreachableFor(TimeSpan time, int afterRequests, FaultyService service)
            : base(new SandboxHandler(service.Api))
        {
            _time = time;
            _afterRequests = afterRequests;
            _service = service;
            for (var i = 0; i < 100; i++)
            {
                service.WithCustomer($"C{i}");
            }

            Connection = ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with
            {
                Handler = this,
                // Eight requests take turns in probing. On this clock one of them may have all the turns before another
                // thread comes to its first: it has enough for some minutes by itself.
                MaximumRetryCount = 30,
                BackoffClock = service.Clock,
            });
        }

        public ParkUpConnection Connection { get; }

        public int Refused => _refused;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _sent) > _afterRequests)
            {
                Interlocked.CompareExchange(ref _gone, _service.Clock.GetTimestamp(), 0);
                if (_service.Clock.GetElapsedTime(_gone) < _time)
                {
                    Interlocked.Increment(ref _refused);
                    throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused", new SocketException((int)SocketError.ConnectionRefused));
                }
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
