using System.Globalization;
using FsCheck.Xunit;

namespace ParkUp.Sandbox.Tests;

public class FaultPlanTests
{
    private static readonly string[] AllKinds = [.. SandboxSettings.FaultKinds.Take(9).Select(static kind => kind + ":0.1")];

    [Fact]
    public void Rates_are_honoured_over_ten_thousand_requests()
    {
        const int Requests = 10_000;
        FaultPlan plan = SandboxSettings.Parse(["429:0.2", "Drop:0.1", "Html:0.05", "CommitThenDrop:0.01"]).ToFaultPlan(42);

        Dictionary<string, int> counts = Enumerable.Range(0, Requests)
            .Select(index => plan.Draw(Numbered(index)))
            .CountBy(static fault => fault?.ToString() ?? "None")
            .ToDictionary(StringComparer.Ordinal);

        // Four standard deviations each way.
        foreach ((string kind, double rate) in new[] { ("TooManyRequests", 0.2), ("Drop", 0.1), ("Html", 0.05), ("CommitThenDrop", 0.01), ("None", 0.64) })
        {
            double slack = 4 * Math.Sqrt(Requests * rate * (1 - rate));
            Assert.InRange(counts[kind], (Requests * rate) - slack, (Requests * rate) + slack);
        }

        Assert.Equal(5, counts.Count);
    }

    [Fact]
    public void Rates_are_honoured_when_one_request_comes_again_and_again()
    {
        FaultPlan plan = SandboxSettings.Parse(["Drop:0.5"]).ToFaultPlan(42);

        int drops = Enumerable.Range(0, 10_000).Count(_ => plan.Draw(Numbered(1)) == FaultKind.Drop);

        Assert.InRange(drops, 4800, 5200);
    }

    [Fact]
    public void A_rate_of_one_meets_every_request_and_of_zero_none()
    {
        FaultPlan always = SandboxSettings.Parse(["Drop:1", "Html:0"]).ToFaultPlan(1);

        Assert.All(Enumerable.Range(0, 1000), index => Assert.Equal(FaultKind.Drop, always.Draw(Numbered(index))));
        Assert.Same(FaultPlan.None, SandboxSettings.Parse(["Drop:0"]).ToFaultPlan(1));
    }

    [Property]
    public bool The_same_seed_gives_each_request_the_same_faults_in_any_order(int seed, byte[] requests, int shuffle)
    {
        byte[] shuffled = [.. requests];
        new Random(shuffle).Shuffle(shuffled);
        return string.Equals(FaultsByRequest(seed, requests), FaultsByRequest(seed, shuffled), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_faults_under_concurrency()
    {
        FaultPlan one = SandboxSettings.Parse(AllKinds).ToFaultPlan(7);
        FaultPlan other = SandboxSettings.Parse(AllKinds.Reverse()).ToFaultPlan(7);
        FaultKind?[] parallel = new FaultKind?[5000];

        Parallel.For(0, parallel.Length, index => parallel[index] = one.Draw(Numbered(index)));

        Assert.Equal(Enumerable.Range(0, parallel.Length).Select(index => other.Draw(Numbered(index))), parallel);
    }

    [Fact]
    public void Another_seed_gives_other_faults()
    {
        Assert.NotEqual(Sequence(1), Sequence(2));
        Assert.Equal(Sequence(1), Sequence(1));
    }

    /// <summary>Pins the draw itself: a seed in a script must mean the same in the next version.</summary>
    [Fact]
    public void Seed_one_gives_these_faults() =>
        Assert.Equal("Timeout CommitThen500 Html ServerError TooManyRequests ServiceUnavailable CommitThenDrop CommitThen500", string.Join(' ', Sequence(1).Take(8)));

    [Fact]
    public void An_exact_schedule_meets_the_requests_in_order_and_then_ends()
    {
        FaultPlan plan = FaultPlan.Exactly(FaultKind.Drop, null, FaultKind.Html);

        Assert.Equal(
            [FaultKind.Drop, null, FaultKind.Html, null, null],
            Enumerable.Range(0, 5).Select(index => plan.Draw(Numbered(index))));
    }

    [Fact]
    public void A_function_may_choose_the_fault()
    {
        TestSandbox sandbox = new(new SandboxOptions
        {
            Token = TestSandbox.Token,
            Faults = FaultPlan.When(static request => string.Equals(request.Path, TestSandbox.TagListPath, StringComparison.Ordinal) ? FaultKind.ServiceUnavailable : null),
        });

        Assert.Equal(201, sandbox.AddCustomer("A").Status);
        Assert.Equal(503, sandbox.List("A").Status);
    }

    private static string[] Sequence(int seed)
    {
        FaultPlan plan = SandboxSettings.Parse(AllKinds).ToFaultPlan(seed);
        return [.. Enumerable.Range(0, 50).Select(index => plan.Draw(Numbered(index))?.ToString() ?? "-")];
    }

    private static string FaultsByRequest(int seed, byte[] requests)
    {
        FaultPlan plan = SandboxSettings.Parse(AllKinds).ToFaultPlan(seed);
        ILookup<byte, FaultKind?> faults = requests.ToLookup(static request => request, request => plan.Draw(Numbered(request)));
        return string.Join(';', faults.OrderBy(static group => group.Key).Select(static group => $"{group.Key}:{string.Join(',', group)}"));
    }

    private static SandboxRequest Numbered(int index) =>
        TestSandbox.Request("POST", TestSandbox.TagAddPath, index.ToString(CultureInfo.InvariantCulture));
}
