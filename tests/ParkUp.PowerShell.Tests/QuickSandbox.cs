using ParkUp.Client;
using ParkUp.Client.Tests.Support;
using ParkUp.Sandbox;

namespace ParkUp.PowerShell.Tests;

/// <summary>The API in memory, over a connection whose pauses take no time: for tests of many runs.</summary>
internal static class QuickSandbox
{
    public static ParkUpConnection Connect(FaultPlan? faults = null, params string[] behaviour)
    {
        var clock = new SkippingClock();
        var sandbox = new SandboxApi(new SandboxOptions
        {
            Token = Service.Token,
            Behaviour = SandboxSettings.Parse(behaviour).Behaviour,
            Faults = faults ?? FaultPlan.None,
            TimeProvider = clock,
        });
        return ParkUpConnection.Open(new ConnectionOptions
        {
            Token = Service.Secret(Service.Token),
            BaseUri = new Uri("https://sandbox.invalid/"),
            Handler = new SandboxHandler(sandbox),
            BackoffClock = clock,

            // Which request meets which fault depends on the order in which threads send: with few tries, some run has
            // a request that meets faults alone.
            MaximumRetryCount = 10,
        });
    }
}
