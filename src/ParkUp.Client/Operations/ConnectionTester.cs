namespace ParkUp.Client;

/// <summary>Finds out whether a connection works, with one list call that changes nothing.</summary>
public sealed class ConnectionTester
{
    /// <summary>The reference that is asked for: the service need not know it, only answer.</summary>
    public const string Probe = "parkup-connection-test";

    private readonly ParkUpConnection _connection;
    private readonly Action<RequestSummary>? _onRequest;
    private readonly Action<RequestTrace>? _onTrace;

    /// <summary>Tests a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
    /// <param name="onTrace">Told of every request with its bodies, masked, on that thread too; null for nobody, and then none is looked at.</param>
    public ConnectionTester(ParkUpConnection connection, Action<RequestSummary>? onRequest = null, Action<RequestTrace>? onTrace = null)
    {
        _connection = connection;
        _onRequest = onRequest;
        _onTrace = onTrace;
    }

    /// <summary>Sends one list call, and tells what it told. Throws nothing but a stop.</summary>
    /// <param name="stop">Ends the request.</param>
    public async Task<ConnectionTest> TestAsync(CancellationToken stop)
    {
        RequestSummary? sent = null;
        var lister = new TagLister(
            _connection,
            summary =>
            {
                sent = summary;
                _onRequest?.Invoke(summary);
            },
            _onTrace);
        ParkUpException? failure = null;
        try
        {
            await lister.ListAsync(new CustomerKey(Probe, Id: null), stop).ConfigureAwait(false);
        }
        catch (ParkUpException exception)
        {
            failure = exception;
        }

        // 404 says that there is no such customer, and 400 that the reference is not to the service's liking: either
        // way the token was looked at first, and taken. But any web server has a 404: the service's own gives a reason.
        var refusedKnowingly = failure is NotFoundException { IsAboutCustomer: true } or BadRequestException { ServerMessages.Count: > 0 };
        return new ConnectionTest
        {
            BaseUri = _connection.BaseUri,
            Reachable = sent?.Status is not null,
            Authenticated = failure is null || refusedKnowingly,
            LatencyMs = sent?.Status is null ? null : Math.Round(sent.Duration.TotalMilliseconds, 1),
            Detail = failure is null || (refusedKnowingly && failure is NotFoundException) ? Messages.ConnectionWorks : Explain.WithHint(failure),
        };
    }
}
