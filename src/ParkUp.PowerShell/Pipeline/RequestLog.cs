using System.Collections.Concurrent;

namespace ParkUp.PowerShell;

/// <summary>Queues ended requests, which are recorded on any thread, until the pipeline's thread writes them to -Verbose and -Debug.</summary>
internal sealed class RequestLog(CmdletStreams streams)
{
    private readonly ConcurrentQueue<LoggedRequest> _requests = new();

    /// <summary>How many requests were written, and how many of them were retries.</summary>
    public (long Sent, long Retries) Written { get; private set; }

    /// <summary>Records requests of the client; none where neither stream is shown.</summary>
    public RequestObserver Observer => streams.IsWanted("Debug") ? new RequestObserver(OnTrace: trace => _requests.Enqueue(new(trace.Summary, trace)))
        : streams.IsWanted("Verbose") ? new RequestObserver(OnRequest: summary => _requests.Enqueue(new(summary, Trace: null)))
        : RequestObserver.None;

    /// <summary>Writes the requests that have ended since the last call; none once the cmdlet is stopped.</summary>
    public void Write(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _requests.TryDequeue(out var request))
        {
            Written = (Written.Sent + 1, Written.Retries + (request.Summary.Attempt > 1 ? 1 : 0));
            streams.Verbose(request.Summary.ToString());
            foreach (var line in request.Trace?.ToLines() ?? [])
            {
                streams.Debug(line);
            }
        }
    }

    private sealed record LoggedRequest(RequestSummary Summary, RequestTrace? Trace);
}
