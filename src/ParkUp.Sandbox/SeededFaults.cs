using System.Collections.Concurrent;

namespace ParkUp.Sandbox;

/// <summary>Faults at given rates, drawn from a hash of the request rather than from a shared generator.</summary>
internal sealed class SeededFaults : FaultPlan
{
    private readonly ConcurrentDictionary<ulong, int> _timesSeen = new();
    private readonly (FaultKind Kind, double Below)[] _thresholds;
    private readonly int _seed;

    public SeededFaults(IReadOnlyDictionary<FaultKind, decimal> rates, int seed)
    {
        _seed = seed;

        // In the order of the kinds, not of the dictionary: "a:0.1, b:0.1" and "b:0.1, a:0.1" are one plan.
        // Summed as decimals, so that rates that make 1 together leave no gap.
        decimal sum = 0;
        _thresholds = [.. rates.OrderBy(static rate => rate.Key).Select(rate => (rate.Key, (double)(sum += rate.Value)))];
    }

    public override FaultKind? Draw(SandboxRequest request)
    {
        StableHash identity = new();
        identity.Add(request.Method);
        identity.Add(request.Path);
        identity.Add(request.Body.Span);
        ulong key = identity.Finish();
        int times = _timesSeen.AddOrUpdate(key, 1, static (_, before) => before + 1);

        StableHash draw = new();
        draw.Add((ulong)(uint)_seed);
        draw.Add(key);
        draw.Add((ulong)times);

        // The upper 53 bits make every double from 0 up to, but not including, 1 equally likely.
        double point = (draw.Finish() >> 11) * (1.0 / (1UL << 53));
        foreach ((FaultKind kind, double below) in _thresholds)
        {
            if (point < below)
            {
                return kind;
            }
        }

        return null;
    }
}
