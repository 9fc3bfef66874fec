using ParkUp.Client.Wire;

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
        var api = new UsersApi(connection, onRequest, onTrace);
        using var pace = new RunPace(new BulkOptions(), connection.Pauses, connection.MaximumRetryCount);
        var attempts = new Attempts(pace);
        var change = new ChangeTagsRequest { Customer = new WireCustomer { RefId = "A1" }, Tags = [new WireTag("T1", "AB1234")] };
        var create = new CreateCustomerRequest { Email = "ana@example.com", Phone = "+56911111111", IsUnlimited = false, RefId = "A1" };
        return call switch
        {
            ApiCall.Create => await api.CreateCustomerAsync(create, attempts, stop),
            ApiCall.List => await api.ListTagsAsync(new CustomerKey("A1", Id: null), attempts, stop),
            ApiCall.Add => await api.AddTagsAsync(change, attempts, stop),
            ApiCall.Cancel => await api.CancelTagsAsync(change, attempts, stop),
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
