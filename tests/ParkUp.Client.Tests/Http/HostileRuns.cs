using Microsoft.Extensions.Time.Testing;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Client.Tests.Http;

/// <summary>Whole runs against services that mean ill: each ends, with one result a row, and takes no write for done that nothing proves.</summary>
public abstract class HostileRuns
{
    private protected const string Good = """{"customer":1,"tags":[{"tag":"T1","status":true}],"tagsCreate":[{"tag":"T1","status":true},{"tag":"T2","status":true}]}""";

    /// <summary>No test waits for it: it ends one that hangs, as none must.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected static TimeSpan Limit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What the limit of a request goes by: it stands still unless a server moves it on.</summary>
    private protected FakeTimeProvider Clock { get; } = new();

    private protected int Retries { get; set; } = 1;

    /// <summary>
    /// Whole runs against a service that does the same whatever is asked of it: each row has its result, a write may
    /// have been applied, and nothing says so.
    /// </summary>
    /// <returns>How many bytes were allocated meanwhile, the server's own among them.</returns>
    private protected async Task<long> AssertNothingIsProvedAsync<TCause>(RawServer server)
        where TCause : ParkUpException
    {
        var connection = ParkUpConnection.Open(Options(server.Address));
        var rows = Rows(2);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var added = await Limited(AddAsync(server.Address, rows));
        var created = await Limited(new CustomerCreator(connection, RequestObserver.None).CreateAsync(Make.Customer(Make.Order("T1", "AA1111")), Stop));
        var listed = await Limited(new TagLister(connection, RequestObserver.None).RunAsync([new TagQuery(new CustomerKey("C1", Id: null))], Pace, Stop));

        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(rows.Select(static row => (row.Code, row.Line)), added.Select(static report => (report.Code, report.Line)));
        Assert.All(added, static report => AssertUnknown<TCause>(report.Outcome, report.Evidence, report.Error));
        AssertUnknown<TCause>(created.Outcome, created.Evidence, created.Error);
        Assert.Equal(Outcome.Unknown, Assert.Single(created.Tags).Outcome);
        var list = Assert.Single(listed);
        Assert.Empty(list.Tags);
        Assert.IsType<TCause>(list.Error);
        return allocated;
    }

    private static void AssertUnknown<TCause>(Outcome outcome, Evidence evidence, ParkUpException? error)
    {
        Assert.Equal((Outcome.Unknown, Evidence.None), (outcome, evidence));
        Assert.IsType<TCause>(Assert.IsType<OutcomeUnknownException>(error).InnerException);
    }

    /// <summary>Two rows for each customer.</summary>
    private protected static TagOrder[] Rows(int customers) =>
    [
        .. Enumerable.Range(1, customers).SelectMany(static n => (TagOrder[])
            [Make.Order("T1", "AA1111", $"C{n}", line: 2 * n), Make.Order("T2", "BB2222", $"C{n}", line: (2 * n) + 1)]),
    ];

    /// <summary>One request at a time: the clock is moved on while one is in flight.</summary>
    private protected static BulkOptions Pace => new() { ThrottleLimit = 1, Linger = Hang };

    private protected ConnectionOptions Options(Uri address) => Make.Options(address) with { MaximumRetryCount = Retries, Timeout = Limit, Clock = Clock };

    private protected Task<IReadOnlyList<TagResult>> AddAsync(Uri address, TagOrder[] rows) => AddAsync(Options(address), rows);

    private protected static Task<IReadOnlyList<TagResult>> AddAsync(ConnectionOptions options, TagOrder[] rows) =>
        new TagWriter(ParkUpConnection.Open(options), Operation.Add, RequestObserver.None).RunAsync(rows, Pace, Stop);

    private protected static Task<T> Limited<T>(Task<T> run) => run.WaitAsync(Hang, Stop);

    private protected static RawServer Answering(string status, string body) =>
        new(exchange => exchange.SendAsync($"HTTP/1.1 {status}\r\nConnection: close\r\n\r\n{body}"));
}
