using System.Text.Json;

namespace ParkUp.Client.Tests.Support;

/// <summary>In front of a service: sees what is in flight, and may hold requests back before the service sees them.</summary>
/// <param name="service">What answers.</param>
/// <param name="hold">What each request waits for first.</param>
internal sealed class WatchedRequests(HttpMessageHandler service, Func<Task> hold) : DelegatingHandler(service)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _writes = new(StringComparer.Ordinal);
    private readonly List<(string RefId, string Code)> _sent = [];
    private int _inFlight;

    /// <summary>How many requests were in flight at once, at most.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>How many writes for one customer were in flight at once, at most.</summary>
    public int MostWritesOfOneCustomer { get; private set; }

    /// <summary>The tags that were sent to be added or cancelled, each as often as it was, in their order.</summary>
    public IReadOnlyList<(string RefId, string Code)> Sent
    {
        get
        {
            lock (_lock)
            {
                return [.. _sent];
            }
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var customer = await EnterAsync(request, cancellationToken);
        try
        {
            await hold().WaitAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            await hold().WaitAsync(cancellationToken);
            return response;
        }
        finally
        {
            Leave(customer);
        }
    }

    /// <summary>The customer written to; null for a list.</summary>
    private async Task<string?> EnterAsync(HttpRequestMessage request, CancellationToken stop)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(stop));
        var customer = body.RootElement.TryGetProperty("customer", out var named) ? named.GetProperty("refId").GetString() : null;
        lock (_lock)
        {
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
            if (customer is null)
            {
                return null;
            }

            _writes[customer] = _writes.GetValueOrDefault(customer) + 1;
            MostWritesOfOneCustomer = Math.Max(MostWritesOfOneCustomer, _writes[customer]);
            _sent.AddRange(body.RootElement.GetProperty("tags").EnumerateArray().Select(tag => (customer, tag.GetProperty("code").GetString()!)));
        }

        return customer;
    }

    private void Leave(string? customer)
    {
        lock (_lock)
        {
            _inFlight--;
            if (customer is not null)
            {
                _writes[customer]--;
            }
        }
    }
}
