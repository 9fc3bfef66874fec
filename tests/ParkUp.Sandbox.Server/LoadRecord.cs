namespace ParkUp.Sandbox.Server;

/// <summary>When each request came and was answered: from this follows how many were in flight at any time.</summary>
internal sealed class LoadRecord
{
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly List<EndedVisit> _visits = [];
    private readonly List<PhaseStart> _phases;

    public LoadRecord(TimeProvider clock, TimeSpan latency)
    {
        _clock = clock;
        _phases = [new PhaseStart(clock.GetTimestamp(), latency)];
    }

    public Visit Arrive() => new(this, _clock.GetTimestamp());

    /// <summary>Notes that the latency is another from now on.</summary>
    public void BeginPhase(TimeSpan latency)
    {
        lock (_lock)
        {
            _phases.Add(new PhaseStart(_clock.GetTimestamp(), latency));
        }
    }

    public void End(long arrived, int? status)
    {
        var visit = new EndedVisit(arrived, _clock.GetTimestamp(), status);
        lock (_lock)
        {
            _visits.Add(visit);
        }
    }

    public LoadReport ToReport()
    {
        lock (_lock)
        {
            return LoadReport.Of([.. _visits], [.. _phases], _clock.TimestampFrequency);
        }
    }
}

/// <summary>A request that is here.</summary>
internal sealed class Visit(LoadRecord record, long arrived) : IDisposable
{
    private bool _ended;

    /// <summary>Notes the end, just before the answer leaves: nothing that its client sends afterwards overlaps with it.</summary>
    /// <param name="status">The status of the answer; null for none.</param>
    public void End(int? status)
    {
        if (!_ended)
        {
            _ended = true;
            record.End(arrived, status);
        }
    }

    public void Dispose() => End(status: null);
}

/// <summary>A request that was here.</summary>
internal sealed record EndedVisit(long Arrived, long Ended, int? Status)
{
    public bool IsRefused => Status == StatusCodes.Status429TooManyRequests;

    public bool IsAnswered => Status is not null && !IsRefused;
}

/// <summary>From when on which latency held.</summary>
internal sealed record PhaseStart(long At, TimeSpan Latency);
