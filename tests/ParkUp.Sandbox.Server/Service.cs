using System.Threading.RateLimiting;

namespace ParkUp.Sandbox.Server;

/// <summary>Acts out how busy the service is: latency, a line before its workers, and a limit on requests a second.</summary>
internal sealed class Service : IDisposable
{
    // The window moves on in steps of a tenth.
    private const int SegmentsPerSecond = 10;

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private Limiters _limiters;
    private TimeSpan _latency;
    private LoadRecord? _record;

    public Service(TimeSpan latency, TimeProvider clock, ServiceLimits limits)
    {
        _latency = latency;
        _clock = clock;
        _limiters = new Limiters(limits);
    }

    /// <summary>What happened since <see cref="StartRecord"/>; null before it.</summary>
    public LoadReport? Report => Volatile.Read(ref _record)?.ToReport();

    /// <summary>Notes a request's arrival, where a record is kept.</summary>
    public Visit? Arrive() => Volatile.Read(ref _record)?.Arrive();

    /// <summary>Starts a new record of the requests that arrive from now on.</summary>
    public void StartRecord()
    {
        lock (_lock)
        {
            Volatile.Write(ref _record, new LoadRecord(_clock, _latency));
        }
    }

    /// <summary>Changes the latency of the requests whose work begins from now on.</summary>
    public void ChangeLatency(TimeSpan latency)
    {
        lock (_lock)
        {
            _latency = latency;
            _record?.BeginPhase(latency);
        }
    }

    /// <summary>Changes the limits for the requests that arrive from now on.</summary>
    public void ChangeLimits(ServiceLimits limits)
    {
        // The old limiters are not disposed of: requests may still hold or await their places.
        Volatile.Write(ref _limiters, new Limiters(limits));
    }

    /// <summary>Takes a request on (null), or says how it is refused.</summary>
    public Refusal? Admit() => Volatile.Read(ref _limiters).Admit();

    /// <summary>Waits for a worker, and then as long as the work takes: for good where the service has fallen silent.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        Limiters limiters = Volatile.Read(ref _limiters);
        if (limiters.FallSilent())
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        using RateLimitLease? worker = await limiters.WaitForWorkerAsync(cancellationToken);
        TimeSpan latency;
        lock (_lock)
        {
            latency = _latency;
        }

        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, _clock, cancellationToken);
        }
    }

    public void Dispose() => _limiters.Dispose();

    private sealed class Limiters(ServiceLimits limits) : IDisposable
    {
        private readonly ConcurrencyLimiter? _workers = limits.Capacity is not { } capacity ? null : new(new ConcurrencyLimiterOptions
        {
            PermitLimit = capacity,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });

        private readonly SlidingWindowRateLimiter? _rate = limits.RequestsPerSecond is not { } rate ? null : new(new SlidingWindowRateLimiterOptions
        {
            PermitLimit = rate,
            Window = TimeSpan.FromSeconds(1),
            SegmentsPerWindow = SegmentsPerSecond,
            QueueLimit = 0,
        });

        private int _arrived;
        private int _applied;

        public Refusal? Admit()
        {
            if (limits.MaintenanceAfter is { } most && Interlocked.Increment(ref _arrived) > most)
            {
                return Refusal.Maintenance();
            }

            using RateLimitLease? lease = _rate?.AttemptAcquire();
            return lease?.IsAcquired == false ? Refusal.TooManyRequests(limits.SendsRetryAfter) : null;
        }

        /// <summary>Counts a request that was applied, and says whether it is one that is not answered.</summary>
        public bool FallSilent() => limits.SilentAfter is { } most && Interlocked.Increment(ref _applied) > most;

        public async ValueTask<RateLimitLease?> WaitForWorkerAsync(CancellationToken cancellationToken) =>
            _workers is null ? null : await _workers.AcquireAsync(cancellationToken: cancellationToken);

        public void Dispose()
        {
            _workers?.Dispose();
            _rate?.Dispose();
        }
    }
}
