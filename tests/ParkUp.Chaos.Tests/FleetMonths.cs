using System.Collections.Concurrent;
using System.Globalization;
using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>What befalls the nights of a month, but for the last.</summary>
internal enum Trouble
{
    /// <summary>There is but one, and all goes well.</summary>
    None,

    /// <summary>One request in ten goes wrong.</summary>
    Faults,

    /// <summary>The same, and they are killed at some request.</summary>
    Kills,
}

/// <summary>The nights of some months with one fleet: some that go wrong or are killed, then a quiet one, each month.</summary>
internal sealed class FleetMonths : IDisposable
{
    private const decimal FaultRate = 0.1m;
    private const int Months = 4;

    /// <summary>Of readings in one test: a night mostly waits.</summary>
    private const int AtOnce = 4;

    private const int MostRequests = 150;

    private static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("PARKUP_CHAOS_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) ? seeds : 1;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parkup-months-");
    private readonly Reading _reading;
    private readonly MonthsRoster _roster;
    private readonly MonthsAccount _account;
    private readonly Random _random;
    private readonly int _seed;
    private readonly Trouble _trouble;

    private FleetMonths(Reading reading, int seed, Trouble trouble)
    {
        (_reading, _seed, _trouble) = (reading, seed, trouble);
        _random = new Random(seed);
        _roster = new MonthsRoster(seed, Months);
        _account = new MonthsAccount(reading, _roster, trouble);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string StatePath => Path.Combine(_folder.FullName, "state.csv");

    private int NightsBefore => _trouble switch
    {
        Trouble.None => 0,
        Trouble.Faults => 2,
        _ => 3,
    };

    /// <summary>The readings, some for each test.</summary>
    public static IEnumerable<TheoryDataRow<int>> Readings() => Enumerable.Range(0, (Reading.OfFleets.Count + AtOnce - 1) / AtOnce).Select(static number => new TheoryDataRow<int>(number));

    /// <summary>All fleets of some readings.</summary>
    public static async Task RunAllAsync(int number, Trouble trouble)
    {
        var output = TestContext.Current.TestOutputHelper!;
        var complaints = new ConcurrentQueue<string>();
        var fleets =
            from reading in Enumerable.Range(number * AtOnce, AtOnce)
            where reading < Reading.OfFleets.Count
            from seed in Enumerable.Range(reading * 1000, Seeds)
            select (Reading.OfFleets[reading], seed);
        await Parallel.ForEachAsync(fleets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop }, async (fleet, _) =>
        {
            var (reading, seed) = fleet;
            using var months = new FleetMonths(reading, seed, trouble);
            var start = TimeProvider.System.GetTimestamp();
            await months.RunAsync();
            output.WriteLine(months._account.Line(seed, TimeProvider.System.GetElapsedTime(start)));
            months._account.Complaints.ForEach(complaint => complaints.Enqueue(string.Create(CultureInfo.InvariantCulture, $"seed {seed} [{reading}] {complaint}")));
            Assert.True(months._account.Kills > 0 == (trouble == Trouble.Kills), "Nights are killed where they are to be.");
        });
        Assert.True(complaints.IsEmpty, $"{complaints.Count} complaints:\n" + string.Join('\n', complaints.Take(40)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync()
    {
        await using var world = await ChaosWorld.StartAsync(_reading, _seed, FaultRate, _roster.Old);
        await world.LetListsCatchUpAsync(_reading);
        foreach (var month in _roster.Months)
        {
            world.IsQuiet = false;
            for (var n = 0; n < NightsBefore; n++)
            {
                await PassAsync(world, month, isKilled: _trouble == Trouble.Kills);
            }

            world.IsQuiet = true;
            var (quiet, after) = await PassAsync(world, month, isKilled: false);
            var next = new Night(world.Connect(), StatePath, month.Rows);
            await next.PlanAsync(Stop);
            _account.TakeEnd(quiet, next, month, next.Before, after);
            world.TakeTruth();
        }
    }

    private async Task<(Night Night, ChaosTruth After)> PassAsync(ChaosWorld world, Month month, bool isKilled)
    {
        var before = world.TakeTruth();
        var night = new Night(world.Connect(), StatePath, month.Rows);
        if (isKilled)
        {
            await KillAsync(world, night);
        }
        else
        {
            await night.RunAsync(Stop);
        }

        await world.LetListsCatchUpAsync(_reading);
        var after = world.TakeTruth();
        _account.TakeNight(night, month, before, after);
        return (night, after);
    }

    /// <summary>Runs a night until some request of it: that one may be applied, and nobody takes the answer.</summary>
    private async Task KillAsync(ChaosWorld world, Night night)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var left = _random.Next(1, MostRequests);
        var last = _random.Next(2) == 0 ? FaultKind.Drop : FaultKind.CommitThenDrop;
        world.Arrived = _ =>
        {
            if (Interlocked.Decrement(ref left) != 0)
            {
                return null;
            }

            stop.Cancel();
            return last;
        };
        try
        {
            await night.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (!Stop.IsCancellationRequested)
        {
            _account.Kills++;
        }
        finally
        {
            world.Arrived = null;
        }

        // What was on its way arrives all the same.
        await world.SettleAsync(Stop);
    }
}
