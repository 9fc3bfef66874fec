using System.Runtime.ExceptionServices;

namespace ParkUp.Client;

/// <summary>
/// The four calls of the ParkUp Users API. A request waits at the gate of its run, and is sent again where it certainly
/// was not applied; what may have been applied is thrown, since only the caller can reconcile it.
/// </summary>
internal sealed class UsersApi(ParkUpConnection connection, RequestObserver observer)
{
    private readonly RequestSender _sender = new(connection, observer);

    /// <summary><c>POST /api/v3/business/customer/add</c> ("Create client").</summary>
    public Task<WriteAnswer> CreateCustomerAsync(CustomerOrder order, RetryState retries, CancellationToken stop) =>
        SendAsync(Endpoints.CreateCustomer, Requests.CreateCustomer(order), retries, stop);

    /// <summary><c>POST /api/v3/business/tag/add</c> ("Create tags").</summary>
    public Task<WriteAnswer> AddTagsAsync(CustomerKey customer, IEnumerable<TagOrder> tags, RetryState retries, CancellationToken stop) =>
        SendAsync(Endpoints.AddTags, Requests.ChangeTags(customer, tags), retries, stop);

    /// <summary><c>PUT /api/v3/business/tag/cancel</c> ("Cancel tags").</summary>
    public Task<WriteAnswer> CancelTagsAsync(CustomerKey customer, IEnumerable<TagOrder> tags, RetryState retries, CancellationToken stop) =>
        SendAsync(Endpoints.CancelTags, Requests.ChangeTags(customer, tags), retries, stop);

    /// <summary>
    /// <c>POST /api/v3/business/tag/list</c> ("Get all tags"). Codes and plates are not changed: a revocation must send
    /// what the service holds.
    /// </summary>
    public async Task<IReadOnlyList<Tag>> ListTagsAsync(CustomerKey customer, RetryState retries, CancellationToken stop)
    {
        var listed = await SendAsync(Endpoints.ListTags, Requests.ListTags(customer), retries, stop).ConfigureAwait(false);
        return listed.ConvertAll(tag => new Tag(tag.Code, tag.Plate) { RefId = customer.RefId, CustomerId = customer.Id, Id = tag.Id });
    }

    private async Task<TAnswer> SendAsync<TAnswer>(Endpoint<TAnswer> endpoint, byte[] body, RetryState retries, CancellationToken stop)
    {
        while (true)
        {
            var number = await retries.Gate.EnterAsync(stop).ConfigureAwait(false);
            ParkUpException? failure = null;
            TAnswer? answer = default;
            try
            {
                answer = await _sender.SendAsync(endpoint, body, retries.Attempt, stop).ConfigureAwait(false);
            }
            catch (ParkUpException thrown)
            {
                failure = thrown;
            }
            catch
            {
                retries.Gate.Abandon();
                throw;
            }

            retries.Gate.Leave(number, failure);
            if (failure is null)
            {
                return answer!;
            }

            var action = endpoint.IsReadOnly ? RecoveryPolicy.ForList(failure) : RecoveryPolicy.ForWrite(failure);
            if (action != RecoveryAction.Retry || !await retries.WaitForRetryAsync(failure, stop).ConfigureAwait(false))
            {
                ExceptionDispatchInfo.Throw(failure);
            }
        }
    }
}
