using System.Globalization;
using ParkUp.Client;
using ParkUp.Client.Tests.Support;

namespace ParkUp.Chaos.Tests;

/// <summary>
/// The proof: whole rosters over real sockets, one request in ten going wrong in one of nine ways, under each reading
/// of what the API reference leaves open. What is reported is held against what the service truly holds.
/// PARKUP_CHAOS_SEEDS says how many rosters each reading has; two, unless told.
/// </summary>
public sealed class ChaosTests
{
    private const decimal FaultRate = 0.1m;

    /// <summary>A roster mostly waits: for pauses, and for requests that are never answered.</summary>
    private const int AtOnce = 4;

    private static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("PARKUP_CHAOS_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) ? seeds : 2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<int>> Readings() => Enumerable.Range(0, Reading.All.Count).Select(static number => new TheoryDataRow<int>(number));

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task Nothing_is_lost_nothing_is_doubled_and_what_is_reported_is_true(int number)
    {
        var reading = Reading.All[number];
        var account = new ChaosAccount(reading);
        var start = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(number * 1000, Seeds),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop },
            async (seed, _) => await RunAsync(account, reading, seed));

        TestContext.Current.TestOutputHelper!.WriteLine(Line(account, reading, TimeProvider.System.GetElapsedTime(start)));
        Assert.True(account.Complaints.Count == 0, $"{account.Complaints.Count} complaints:\n" + string.Join('\n', account.Complaints.Take(20)));
        Assert.True(account.ListsThatProved > 0, "No list showed a tag that was added.");
        Assert.All(ChaosWorld.Faults, kind => Assert.True(account.CountOf(kind) > 0, $"{kind} was never played."));
    }

    private static async Task RunAsync(ChaosAccount account, Reading reading, int seed)
    {
        var roster = new ChaosRoster(seed);
        await using var world = await ChaosWorld.StartAsync(reading, seed, FaultRate, roster.Old);
        await world.LetListsCatchUpAsync(reading);

        var start = world.TakeTruth();
        var created = await new CustomerCreator(world.Connection, RequestObserver.None).RunAsync(roster.Creations, new BulkOptions { BatchSize = 1 }, Stop);
        var afterCreations = world.TakeTruth();
        await world.LetListsCatchUpAsync(reading);
        var added = await new TagWriter(world.Connection, Operation.Add, RequestObserver.None).RunAsync(roster.Additions, new BulkOptions(), Stop);
        var afterAdditions = world.TakeTruth();
        await world.LetListsCatchUpAsync(reading);
        var revoked = await new TagWriter(world.Connection, Operation.Revoke, RequestObserver.None).RunAsync(roster.Revocations, new BulkOptions(), Stop);
        var afterRevocations = world.TakeTruth();

        lock (account)
        {
            account.TakeCreations(roster.Creations, created, start, afterCreations);
            account.TakeAdditions(roster.Additions, added, afterCreations, afterAdditions);
            account.TakeRevocations(roster.Revocations, revoked, afterAdditions, afterRevocations);
        }
    }

    private static string Line(ChaosAccount account, Reading reading, TimeSpan time)
    {
        var outcomes = string.Join(' ', Enum.GetValues<Outcome>().Select(outcome => $"{outcome} {account.CountOf(outcome)}"));
        var faults = string.Join(' ', ChaosWorld.Faults.Select(kind => $"{kind} {account.CountOf(kind)}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{reading} | seeds {Seeds} | rows {account.Rows} | requests {account.Requests} | {faults} | {outcomes} | wrong {account.Complaints.Count} | {time.TotalSeconds:F1} s");
    }
}
