namespace ParkUp.Client;

/// <summary>Receives each request once it has ended, on the thread that sent it. Null members cost nothing.</summary>
/// <param name="OnRequest">Receives the request.</param>
/// <param name="OnTrace">Receives the request with its bodies, masked.</param>
internal sealed record RequestObserver(Action<RequestSummary>? OnRequest = null, Action<RequestTrace>? OnTrace = null)
{
    public static readonly RequestObserver None = new();
}
