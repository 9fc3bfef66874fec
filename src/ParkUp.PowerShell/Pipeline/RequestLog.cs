using System.Collections.Concurrent;
using ParkUp.Client;

namespace ParkUp.PowerShell;

/// <summary>The requests that have ended, on whatever thread, until the pipeline's own thread shows them.</summary>
internal sealed class RequestLog(CmdletStreams streams)
{
    private readonly ConcurrentQueue<(RequestSummary Summary, RequestTrace? Trace)> _requests = new();

    /// <summary>How many requests were shown, and how many of them were another try. Counted only where somebody looks.</summary>
    public (long Sent, long Repeated) Shown { get; private set; }

    /// <summary>Notes a request; null where nobody looks, or where <see cref="OnTrace"/> notes it.</summary>
    public Action<RequestSummary>? OnRequest =>
        streams.IsWanted("Verbose") && !streams.IsWanted("Debug") ? summary => _requests.Enqueue((summary, null)) : null;

    /// <summary>The same together with its bodies, so that they are shown side by side.</summary>
    public Action<RequestTrace>? OnTrace => streams.IsWanted("Debug") ? trace => _requests.Enqueue((trace.Summary, trace)) : null;

    /// <summary>Shows the requests that have ended since it was last called.</summary>
    public void Show(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _requests.TryDequeue(out var request))
        {
            Shown = (Shown.Sent + 1, Shown.Repeated + (request.Summary.Attempt > 1 ? 1 : 0));
            streams.Verbose(request.Summary.ToString());
            foreach (var line in request.Trace?.ToLines() ?? [])
            {
                streams.Debug(line);
            }
        }
    }
}
