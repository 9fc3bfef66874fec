using System.Security;
using FsCheck.Xunit;
using ParkUp.Client;
using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>What seeds miss: small worlds, any faults in any order, shrunk to the smallest that fails.</summary>
public sealed class SmallWorldTests
{
    private static readonly BulkOptions Small = new() { BatchSize = 3, ThrottleLimit = 1, Linger = TimeSpan.FromMinutes(1) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Property(MaxTest = 1500, Arbitrary = [typeof(SmallWorlds)])]
    public async Task Whatever_goes_wrong_what_is_reported_is_true(SmallWorld world)
    {
        var clock = new SkippingClock();
        var log = new SandboxLog();
        var api = new SandboxApi(new SandboxOptions
        {
            Token = "small",
            Behaviour = world.Reading.ToBehaviour(),
            Faults = FaultPlan.Exactly(world.Faults),
            TimeProvider = clock,
            Log = log,
        });
        using var handler = new SandboxHandler(api);
        var connection = Connect(handler, clock);
        var account = new ChaosAccount(world.Reading);
        var before = new ChaosTruth(api.Snapshot(), []);
        foreach (var run in world.Runs)
        {
            clock.Pass(TimeSpan.FromMinutes(1));
            var take = await RunAsync(run, connection, account);
            var after = new ChaosTruth(api.Snapshot(), log.Read());
            take(before, after);
            log.Clear();
            before = after;
        }

        Assert.True(account.Complaints.Count == 0, string.Join('\n', account.Complaints));
    }

    private static async Task<Action<ChaosTruth, ChaosTruth>> RunAsync(SmallRun run, ParkUpConnection connection, ChaosAccount account)
    {
        switch (run.Operation)
        {
            case Operation.Create:
                var created = await new CustomerCreator(connection, RequestObserver.None).RunAsync(run.Customers, Small with { BatchSize = 1 }, Stop);
                return (before, after) => account.TakeCreations(run.Customers, created, before, after);
            case Operation.Add:
                var added = await new TagWriter(connection, Operation.Add, RequestObserver.None).RunAsync(run.Tags, Small, Stop);
                return (before, after) => account.TakeAdditions(run.Tags, added, before, after);
            default:
                var revoked = await new TagWriter(connection, Operation.Revoke, RequestObserver.None).RunAsync(run.Tags, Small, Stop);
                return (before, after) => account.TakeRevocations(run.Tags, revoked, before, after);
        }
    }

    private static ParkUpConnection Connect(SandboxHandler handler, TimeProvider clock)
    {
        var secret = new SecureString();
        foreach (var c in "small")
        {
            secret.AppendChar(c);
        }

        return ParkUpConnection.Open(new ConnectionOptions
        {
            Token = secret,
            BaseUri = new Uri("https://sandbox.invalid/"),
            Handler = handler,
            BackoffClock = clock,
            Jitter = static () => 0.5,
        });
    }
}
