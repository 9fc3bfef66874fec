using System.Globalization;
using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>The nights of some months with one fleet: some that go wrong or are killed, then a quiet one, each month.</summary>
internal sealed class FleetMonths : IDisposable
{
    private const decimal FaultRate = 0.1m;
    private const int Months = 4;
    private const int FaultyNights = 2;
    private const int MostRequests = 150;

    private static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("PARKUP_CHAOS_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) ? seeds : 1;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parkup-months-");
    private readonly Reading _reading;
    private readonly MonthsRoster _roster;
    private readonly MonthsAccount _account;
    private readonly Random _random;
    private readonly int _seed;
    private readonly int _kills;

    private FleetMonths(Reading reading, int seed, int kills)
    {
        (_reading, _seed, _kills) = (reading, seed, kills);
        _random = new Random(seed);
        _roster = new MonthsRoster(seed, Months);
        _account = new MonthsAccount(reading, _roster, string.Create(CultureInfo.InvariantCulture, $"{(kills > 0 ? "killed" : "faults")} {seed}"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string StatePath => Path.Combine(_folder.FullName, "state.csv");

    public static IEnumerable<TheoryDataRow<int>> Readings() => Enumerable.Range(0, Reading.OfFleets.Count).Select(static number => new TheoryDataRow<int>(number));

    /// <summary>All fleets of a reading.</summary>
    /// <param name="number">The number of the reading.</param>
    /// <param name="kills">How many nights of a month are killed; none where others go wrong.</param>
    public static async Task RunAllAsync(int number, int kills)
    {
        var output = TestContext.Current.TestOutputHelper!;
        for (var seed = number * 1000; seed < (number * 1000) + Seeds; seed++)
        {
            using var months = new FleetMonths(Reading.OfFleets[number], seed, kills);
            var start = TimeProvider.System.GetTimestamp();
            await months.RunAsync();
            output.WriteLine(months._account.Line(TimeProvider.System.GetElapsedTime(start)));
            var complaints = months._account.Complaints;
            Assert.True(complaints.Count == 0, $"{complaints.Count} complaints, seed {seed}:\n" + string.Join('\n', complaints.Take(20)));
            Assert.True(kills == 0 || months._account.Kills > 0, "No night was killed.");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync()
    {
        await using var world = await ChaosWorld.StartAsync(_reading, _seed, FaultRate, _roster.Old);
        await world.LetListsCatchUpAsync(_reading);
        foreach (var month in _roster.Months)
        {
            world.IsQuiet = false;
            for (var n = 0; n < (_kills > 0 ? _kills : FaultyNights); n++)
            {
                await PassAsync(world, month, isKilled: _kills > 0);
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
        await Task.Delay(TimeSpan.FromMilliseconds(20), Stop);
    }
}
