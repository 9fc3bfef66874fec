using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>The four calls of the ParkUp Users API, each sent once.</summary>
internal sealed class UsersApi(ParkUpConnection connection, Action<RequestSummary>? onRequest = null)
{
    private readonly RequestSender _sender = new(connection, onRequest);

    /// <summary><c>POST /api/v3/business/customer/add</c> ("Create client").</summary>
    public async Task<WriteAnswer> CreateCustomerAsync(CreateCustomerRequest request, CancellationToken stop) =>
        await _sender.SendAsync(
            Endpoint.CreateCustomer, request, WireJson.Default.CreateCustomerRequest, WireJson.Default.CreateCustomerAnswer, stop).ConfigureAwait(false);

    /// <summary><c>POST /api/v3/business/tag/list</c> ("Get all tags"). Safe to repeat.</summary>
    public Task<ListTagsAnswer> ListTagsAsync(ListTagsRequest request, CancellationToken stop) =>
        _sender.SendAsync(
            Endpoint.ListTags, request, WireJson.Default.ListTagsRequest, WireJson.Default.ListTagsAnswer, stop);

    /// <summary><c>POST /api/v3/business/tag/add</c> ("Create tags").</summary>
    public async Task<WriteAnswer> AddTagsAsync(ChangeTagsRequest request, CancellationToken stop) =>
        await _sender.SendAsync(
            Endpoint.AddTags, request, WireJson.Default.ChangeTagsRequest, WireJson.Default.AddTagsAnswer, stop).ConfigureAwait(false);

    /// <summary><c>PUT /api/v3/business/tag/cancel</c> ("Cancel tags").</summary>
    public async Task<WriteAnswer> CancelTagsAsync(ChangeTagsRequest request, CancellationToken stop) =>
        await _sender.SendAsync(
            Endpoint.CancelTags, request, WireJson.Default.ChangeTagsRequest, WireJson.Default.CancelTagsAnswer, stop).ConfigureAwait(false);
}
