using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Client.Tests.Bulk;

/// <summary>
/// Whole runs against the service in memory: few customers and few codes, so that rows repeat, clash and get in each
/// other's way; small windows, and requests that end in any order.
/// </summary>
public sealed class BulkLaws
{
    private static readonly string[] Customers = ["A1", "B2", "C3"];

    [Property(MaxTest = 200, Arbitrary = [typeof(Trials)])]
    public async Task Every_row_has_one_result_in_its_place(Trial roster)
    {
        using var ran = await Ran.RunAsync(roster);

        Assert.Equal(
            [.. roster.Rows.Select(static row => (row.Line, row.Customer.RefId, row.Code, row.Plate))],
            [.. ran.Results.Select(static result => (result.Line, result.RefId!, result.Code, result.Plate))]);
        Assert.Equal([.. ran.Results.Select(static result => result.Succeeded)], [.. ran.Results.Select(static report => report.Error is null)]);
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Trials)])]
    public async Task The_service_holds_what_was_reported_and_nothing_else(Trial roster)
    {
        using var ran = await Ran.RunAsync(roster);

        var held = ran.Service.HeldTags().ToHashSet();
        var sure = ran.Results.Where(static result => result.Succeeded).Select(Tag).ToHashSet();
        Assert.Subset(held, sure);
        if (roster.IsCertain)
        {
            Assert.Equal([.. held.Order()], [.. sure.Order()]);
        }

        var possible = ran.Results.Where(static result => result.Succeeded || result.Outcome == Outcome.Unknown).Select(Tag).ToHashSet();
        Assert.Subset(possible, held);
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Trials)])]
    public async Task A_customer_is_written_to_by_one_request_at_a_time_and_the_throttle_holds(Trial roster)
    {
        using var ran = await Ran.RunAsync(roster);

        Assert.InRange(ran.Requests.MostInFlight, 0, roster.Throttle);
        Assert.InRange(ran.Requests.MostWritesOfOneCustomer, 0, 1);
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Trials)])]
    public async Task What_the_service_takes_is_sent_once_and_in_the_order_of_its_customers_rows(Trial roster)
    {
        // Codes that no two customers share, and nothing that goes wrong.
        roster = roster with
        {
            Faults = null,
            Smallest = 200,
            Rows = [.. roster.Rows.Select(static row => row with { Code = row.Code + row.Customer.RefId, Plate = "AA1111" })],
        };
        using var ran = await Ran.RunAsync(roster);

        var given = roster.Rows.Select(static row => (row.Customer.RefId, Code: row.Code!)).Distinct().ToLookup(static tag => tag.RefId, StringComparer.Ordinal);
        var sent = ran.Requests.Sent.ToLookup(static tag => tag.RefId, StringComparer.Ordinal);
        Assert.All(Customers, customer => Assert.Equal(given[customer], sent[customer]));

        Assert.All(ran.Results, static result => Assert.Equal(Outcome.Added, result.Outcome));
    }

    private static (string RefId, string Code, string Plate) Tag(TagResult result) => (result.RefId!, result.Code!, result.Plate!);

    /// <summary>A roster, and how it is run: among much else, which faults it meets beside conflicts and rows that are refused.</summary>
    public sealed record Trial(int BatchSize, int Throttle, int Smallest, bool Lingers, string Conflict, FaultKind? Faults, int Seed)
    {
        internal TagOrder[] Rows { get; init; } = [];

        /// <summary>
        /// Whether no tag can be held and not be known to be: none was taken by a request that then failed, nor by one
        /// that was refused in part where the list failed that would have told.
        /// </summary>
        public bool IsCertain => Faults is null || (Faults is not FaultKind.CommitThen500 && Conflict is not "Partial");

        public override string ToString() =>
            $"batches of {BatchSize}, {Throttle} in flight, window {Smallest}, lingers {Lingers}, conflict {Conflict}, {Faults}, seed {Seed}: "
            + string.Join(' ', Rows.Select(static row => $"{row.Customer.RefId}:{row.Code}:{row.Plate}"));
    }

    private static class Trials
    {
        public static Arbitrary<Trial> Trial() => Arb.From(
            from rows in Gen.ArrayOf(
                from customer in Gen.Elements(Customers)
                from code in Gen.Choose(1, 9)
                from plate in Gen.Frequency((8, Gen.Constant("AA1111")), (1, Gen.Constant("BB2222")), (1, Gen.Constant(string.Empty)))
                select Make.Order($"T{code}", plate, customer))
            from batchSize in Gen.Choose(1, 5)
            from throttle in Gen.Choose(1, 4)
            from smallest in Gen.Choose(1, 60)
            from lingers in Gen.Elements(true, false)
            from conflict in Gen.Elements("Batch", "Partial", "PerTag")
            from fault in Gen.Elements<FaultKind?>(null, FaultKind.ServerError, FaultKind.TooManyRequests, FaultKind.Drop, FaultKind.CommitThen500)
            from seed in Gen.Choose(0, 1_000_000)
            select new Trial(batchSize, throttle, smallest, lingers, conflict, fault, seed) { Rows = [.. rows.Select(static (row, index) => row with { Line = index + 2 })] });
    }

    /// <summary>A roster that was run to its end.</summary>
    private sealed class Ran : IDisposable
    {
        private readonly Random _random;
        private WatchedRequests? _requests;

        private Ran(Trial roster)
        {
            // Which request is held for how long is no more than shuffled by the seed: threads are as they are.
            _random = new Random(roster.Seed);
            var plan = roster.Faults is { } fault
                ? FaultPlan.Seeded(new Dictionary<FaultKind, decimal> { [fault] = 0.2m }, roster.Seed)
                : FaultPlan.None;
            Service = new InMemoryService(
                service => _requests = new WatchedRequests(service, HoldAsync),
                FaultPlan.When(request => string.Equals(request.Path, FakeService.CustomerAdd, StringComparison.Ordinal) ? null : plan.Draw(request)),
                behaviour: $"Conflict={roster.Conflict}");
        }

        public InMemoryService Service { get; }

        public WatchedRequests Requests => _requests!;

        public IReadOnlyList<TagResult> Results { get; private set; } = [];

        public static async Task<Ran> RunAsync(Trial roster)
        {
            var stop = TestContext.Current.CancellationToken;
            var ran = new Ran(roster);
            foreach (var customer in Customers)
            {
                await ran.Service.WithCustomerAsync(customer);
            }

            ran.Results = await new TagWriter(ran.Service.Connection, Operation.Add, RequestObserver.None).RunAsync(
                roster.Rows,
                new BulkOptions
                {
                    BatchSize = roster.BatchSize,
                    ThrottleLimit = roster.Throttle,
                    SmallestWindow = roster.Smallest,
                    Linger = roster.Lingers ? TimeSpan.FromMinutes(1) : TimeSpan.Zero,
                },
                stop).WaitAsync(TimeSpan.FromSeconds(30), stop);
            return ran;
        }

        public void Dispose() => Service.Dispose();

        private async Task HoldAsync()
        {
            int yields;
            lock (_random)
            {
                yields = _random.Next(6);
            }

            for (var i = 0; i < yields; i++)
            {
                await Task.Yield();
            }
        }
    }
}
