namespace ParkUp.Client;

/// <summary>Tests a connection with one list call, which changes nothing.</summary>
internal sealed class ConnectionTester(ParkUpConnection connection, RequestObserver observer)
{
    /// <summary>The reference that is asked for. The service need not know it.</summary>
    public const string Probe = "parkup-connection-test";

    /// <summary>Sends the call. It throws only on cancellation.</summary>
    public async Task<ConnectionTest> TestAsync(CancellationToken stop)
    {
        RequestSummary? sent = null;
        ParkUpException? failure = null;
        try
        {
            var watched = observer with { OnRequest = summary => { sent = summary; observer.OnRequest?.Invoke(summary); } };
            await new TagLister(connection, watched).ListAsync(new CustomerKey(Probe, Id: null), stop).ConfigureAwait(false);
        }
        catch (ParkUpException thrown)
        {
            failure = thrown;
        }

        // A 404 or 400 of the API comes after the token was accepted. But any web server has them.
        var isAccepted = failure is null or NotFoundException { IsAboutCustomer: true } or BadRequestException { StatusCode: HttpStatusCode.BadRequest, IsEnvelope: true };

        // A proxy that refuses answers as well.
        var isReached = sent?.Status is not null && failure is not ConnectionFailedException;
        return new ConnectionTest
        {
            BaseUri = connection.BaseUri,
            Reachable = isReached,
            Authenticated = isAccepted,
            LatencyMs = isReached ? Math.Round(sent!.Duration.TotalMilliseconds, 1) : null,
            Detail = isAccepted && failure is not BadRequestException ? Texts.ConnectionWorks : ErrorText.WithHint(failure!),
        };
    }
}
