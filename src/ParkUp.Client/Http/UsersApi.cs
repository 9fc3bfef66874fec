using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>The four calls of the ParkUp Users API, sent at a run's pace, and again where that is safe.</summary>
internal sealed class UsersApi(ParkUpConnection connection, Action<RequestSummary>? onRequest = null, Action<RequestTrace>? onTrace = null)
{
    private readonly RequestLoop _requests = new(new RequestSender(connection, onRequest, onTrace));

    /// <summary><c>POST /api/v3/business/customer/add</c> ("Create client").</summary>
    public async Task<WriteAnswer> CreateCustomerAsync(CreateCustomerRequest request, Attempts attempts, CancellationToken stop) =>
        await _requests.SendAsync(
            Endpoint.CreateCustomer, request, WireJson.Default.CreateCustomerRequest, WireJson.Default.CreateCustomerAnswer, attempts, stop).ConfigureAwait(false);

    /// <summary>
    /// <c>POST /api/v3/business/tag/list</c> ("Get all tags"): the tags letter for letter, since what is sent back
    /// must be what the service gave.
    /// </summary>
    public async Task<IReadOnlyList<Tag>> ListTagsAsync(CustomerKey customer, Attempts attempts, CancellationToken stop)
    {
        var request = new ListTagsRequest { RefId = customer.RefId, CustomerId = customer.Id };
        var answer = await _requests.SendAsync(
            Endpoint.ListTags, request, WireJson.Default.ListTagsRequest, WireJson.Default.ListTagsAnswer, attempts, stop).ConfigureAwait(false);
        var tags = new Tag[answer.Count];
        for (var i = 0; i < tags.Length; i++)
        {
            var listed = answer[i]!;
            tags[i] = new Tag
            {
                RefId = customer.RefId,
                CustomerId = customer.Id,
                Id = listed.Id,
                Code = listed.Code,
                Plate = listed.Plate,
            };
        }

        return tags;
    }

    /// <summary><c>POST /api/v3/business/tag/add</c> ("Create tags").</summary>
    public async Task<WriteAnswer> AddTagsAsync(ChangeTagsRequest request, Attempts attempts, CancellationToken stop) =>
        await _requests.SendAsync(
            Endpoint.AddTags, request, WireJson.Default.ChangeTagsRequest, WireJson.Default.AddTagsAnswer, attempts, stop).ConfigureAwait(false);

    /// <summary><c>PUT /api/v3/business/tag/cancel</c> ("Cancel tags").</summary>
    public async Task<WriteAnswer> CancelTagsAsync(ChangeTagsRequest request, Attempts attempts, CancellationToken stop) =>
        await _requests.SendAsync(
            Endpoint.CancelTags, request, WireJson.Default.ChangeTagsRequest, WireJson.Default.CancelTagsAnswer, attempts, stop).ConfigureAwait(false);
}
