
namespace ParkUp.Client.Tests.Support;

/// <summary>The four calls of the reference.</summary>
public enum ApiCall
{
    Create,
    List,
    Add,
    Cancel,
}

internal static class Calls
{
    /// <summary>Makes one call with a body that is beside the point; what it throws is the point.</summary>
    public static async Task<object> MakeAsync(this ParkUpConnection connection, ApiCall call, CancellationToken stop, Action<RequestSummary>? onRequest = null, Action<RequestTrace>? onTrace = null)
    {
        var api = new UsersApi(connection, new RequestObserver(onRequest, onTrace));
        using var gate = new RequestGate(batchSize: 50, throttleLimit: 8, connection.Backoff, connection.MaximumRetryCount, connection.Longest);
        using var lane = gate.Open();
        var retries = new RetryState(lane);
        var customer = new CustomerKey("A1", Id: null);
        TagOrder[] tags = [Make.Order("T1", "AB1234")];
        return call switch
        {
            ApiCall.Create => await api.CreateCustomerAsync(Make.Customer(), retries, stop),
            ApiCall.List => await api.ListTagsAsync(customer, retries, stop),
            ApiCall.Add => await api.AddTagsAsync(customer, tags, retries, stop),
            ApiCall.Cancel => await api.CancelTagsAsync(customer, tags, retries, stop),
            _ => throw new ArgumentOutOfRangeException(nameof(call)),
        };
    }

    public static string Path(this ApiCall call) => call switch
    {
        ApiCall.Create => FakeService.CustomerAdd,
        ApiCall.List => FakeService.TagList,
        ApiCall.Add => FakeService.TagAdd,
        ApiCall.Cancel => FakeService.TagCancel,
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };
}
