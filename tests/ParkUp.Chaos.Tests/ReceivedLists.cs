using System.Text.Json;

namespace ParkUp.Chaos.Tests;

/// <summary>
/// The lists that reached the client whole. One that the service answered, and that the client had given up by then,
/// proves nothing to the client.
/// </summary>
internal sealed class ReceivedLists() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    private readonly Lock _lock = new();
    private Dictionary<(string RefId, string Answer), int> _counts = [];

    /// <summary>How often each answer came for each customer; starts anew.</summary>
    public IReadOnlyDictionary<(string RefId, string Answer), int> Take()
    {
        lock (_lock)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Of a list only: to read a write's body would mark it as sent.
        var isList = request.RequestUri!.AbsolutePath.EndsWith("/list", StringComparison.Ordinal);
        var refId = isList ? await RefIdAsync(request.Content!, cancellationToken) : string.Empty;
        var response = await base.SendAsync(request, cancellationToken);
        if (isList && response.IsSuccessStatusCode)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            lock (_lock)
            {
                _counts[(refId, answer)] = _counts.GetValueOrDefault((refId, answer)) + 1;
            }
        }

        return response;
    }

    private static async Task<string> RefIdAsync(HttpContent content, CancellationToken stop)
    {
        using var body = JsonDocument.Parse(await content.ReadAsByteArrayAsync(stop));
        return body.RootElement.GetProperty("refId").GetString()!;
    }
}
