using System.Net;
using System.Text;
using System.Text.Json;
using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Retry;

[CollectionDefinition(nameof(TroubledCustomerTests), DisableParallelization = true)]
public sealed class TroubledCustomerTestsAlone;

/// <summary>Customers for whom the service never answers, or always fails, among others: what becomes of the others, and how long it takes.</summary>
[Collection(nameof(TroubledCustomerTests))]
public sealed class TroubledCustomerTests
{
    private const int Customers = 100;
    private const int RowsOfEach = 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Where the customers in trouble are: at the beginning, in the middle, at the end, everywhere.</summary>
    [Theory]
    [InlineData(FaultKind.ServerError, 0, 8, 1, 90)]
    [InlineData(FaultKind.ServerError, 46, 54, 1, 90)]
    [InlineData(FaultKind.ServerError, 92, 100, 1, 90)]
    [InlineData(FaultKind.ServerError, 95, 100, 1, 90)]
    [InlineData(FaultKind.ServerError, 0, 20, 1, 90)]
    [InlineData(FaultKind.ServerError, 80, 100, 1, 90)]
    [InlineData(FaultKind.ServerError, 0, 100, 5, 90)]
    [InlineData(FaultKind.ServerError, 0, 100, 10, 90)]
    [InlineData(FaultKind.Timeout, 0, 8, 1, 800)]
    [InlineData(FaultKind.Timeout, 46, 54, 1, 800)]
    [InlineData(FaultKind.Timeout, 92, 100, 1, 1200)]
    [InlineData(FaultKind.Timeout, 0, 100, 13, 800)]
    public async Task Their_trouble_is_theirs_alone_wherever_they_are(FaultKind fault, int first, int end, int step, int longest)
    {
        var troubled = Enumerable.Range(first, end - first).Where(n => (n - first) % step == 0).Select(static n => $"C{n}").ToHashSet(StringComparer.Ordinal);

        var (results, time, _) = await RunAsync((refId, _) => troubled.Contains(refId) ? fault : null);

        var wrong = results.Count(result => result.Outcome != (troubled.Contains(result.RefId!) ? Outcome.Unknown : Outcome.Added));
        Assert.True(wrong == 0 && time.TotalSeconds <= longest, $"{wrong} of {results.Count} rows are wrong after {time.TotalSeconds:F1} s.");
    }

    [Theory]
    [InlineData(FaultKind.ServerError, 100)]
    [InlineData(FaultKind.Drop, 100)]
    public async Task A_service_that_is_gone_for_twelve_seconds_costs_no_row(FaultKind fault, int customers)
    {
        var (results, time, _) = await RunAsync((_, number) => number > 60 ? fault : null, TimeSpan.FromSeconds(12), customers, batchSize: 6);

        Assert.All(results, static result => Assert.True(result.Succeeded, result.Detail));
        Assert.InRange(time.TotalSeconds, 12, 300);
    }

    [Theory]
    [InlineData(FaultKind.ServerError, 0, 240)]
    [InlineData(FaultKind.ServerError, 60, 240)]
    [InlineData(FaultKind.Drop, 60, 240)]
    [InlineData(FaultKind.Timeout, 60, 600)]
    public async Task A_service_that_is_gone_for_good_is_given_up_for_all_customers_together(FaultKind fault, int after, int longest)
    {
        var (results, time, requests) = await RunAsync((_, number) => number > after ? fault : null, batchSize: 10);

        Assert.InRange(results.Count(static result => result.Outcome == Outcome.Added), after, after * 10);
        Assert.Contains("The run stopped sending requests", results[^1].Detail, StringComparison.Ordinal);
        Assert.True(time.TotalSeconds <= longest && requests <= after + 120, $"{requests} requests in {time.TotalSeconds:F1} s");
    }

    /// <summary>A run of 2,000 rows, with faults by customer and number of the request: for ever, or for so long after the first.</summary>
    private static async Task<(IReadOnlyList<TagResult> Results, TimeSpan Time, int Requests)> RunAsync(
        Func<string, int, FaultKind?> faultOf, TimeSpan? outage = null, int customers = Customers, int batchSize = 50)
    {
        var clock = new EventClock();
        using var service = new TroubledService(faultOf, outage, clock);
        var orders = Enumerable.Range(0, Customers * RowsOfEach).Select(n => Make.Order($"T{n}", $"AA{n:D4}", $"C{n / RowsOfEach % customers}", line: n));
        var start = clock.GetTimestamp();
        var run = new TagWriter(service.Connection, Operation.Add, RequestObserver.None).RunAsync(orders, new BulkOptions { BatchSize = batchSize, Clock = clock }, Stop);
        var results = await clock.RunAsync(run);
        Assert.Equal([.. Enumerable.Range(0, Customers * RowsOfEach)], [.. results.Select(static result => result.Line!.Value)]);
        return (results, clock.GetElapsedTime(start), service.Requests);
    }

    /// <summary>The sandbox with a hundred customers, and faults.</summary>
    private sealed class TroubledService : DelegatingHandler
    {
        private readonly Func<string, int, FaultKind?> _faultOf;
        private readonly TimeSpan? _outage;
        private readonly EventClock _clock;
        private int _requests;
        private long _failedAt;

        public TroubledService(Func<string, int, FaultKind?> faultOf, TimeSpan? outage, EventClock clock)
        {
            (_faultOf, _outage, _clock) = (faultOf, outage, clock);
            var api = new SandboxApi(new SandboxOptions { Token = Make.Token, TimeProvider = clock });
            for (var i = 0; i < Customers; i++)
            {
                var body = $$"""{"email":"a@example.com","phone":"+56911111111","isUnlimited":false,"refId":"C{{i}}"}""";
                Assert.Equal(201, api.Handle(new SandboxRequest("POST", "/api/v3/business/customer/add", "Bearer " + Make.Token, Encoding.UTF8.GetBytes(body))).StatusCode);
            }

            InnerHandler = new SandboxHandler(api);
            Connection = ParkUpConnection.Open(Make.Options(new Uri("https://parkup.example/")) with
            {
                Handler = this,
                MaximumRetryCount = 3,
                Clock = clock,
                BackoffClock = clock,
                Timeout = TimeSpan.FromSeconds(60),
            });
        }

        public ParkUpConnection Connection { get; }

        public int Requests => _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _clock.Begin();
            FaultKind? fault;
            try
            {
                var refId = RefIdOf(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
                fault = _faultOf(refId, Interlocked.Increment(ref _requests));
                if (fault is null || IsOver())
                {
                    return await base.SendAsync(request, cancellationToken);
                }
            }
            finally
            {
                _clock.End();
            }

            switch (fault)
            {
                case FaultKind.Timeout:
                    await _clock.HangAsync(cancellationToken);
                    break;
                case FaultKind.Drop:
                    throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");
            }

            return new HttpResponseMessage(HttpStatusCode.InternalServerError);
        }

        private bool IsOver()
        {
            Interlocked.CompareExchange(ref _failedAt, _clock.GetTimestamp(), 0);
            return _outage is { } outage && _clock.GetElapsedTime(_failedAt) >= outage;
        }

        private static string RefIdOf(byte[] json)
        {
            using var body = JsonDocument.Parse(json);
            return (body.RootElement.TryGetProperty("customer", out var customer) ? customer : body.RootElement).GetProperty("refId").GetString()!;
        }
    }
}
