using System.Runtime.ExceptionServices;
using System.Text.Json;

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
    public Task<WriteAnswer> AddTagsAsync(CustomerKey customer, IReadOnlyCollection<TagOrder> tags, RetryState retries, CancellationToken stop) =>
        SendAsync(Endpoints.AddTags, Requests.ChangeTags(customer, tags), retries, stop);

    /// <summary><c>PUT /api/v3/business/tag/cancel</c> ("Cancel tags").</summary>
    public Task<WriteAnswer> CancelTagsAsync(CustomerKey customer, IReadOnlyCollection<TagOrder> tags, RetryState retries, CancellationToken stop) =>
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

    private async Task<TAnswer> SendAsync<TAnswer>(Endpoint<TAnswer> endpoint, ReadOnlyMemory<byte> body, RetryState retries, CancellationToken stop)
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

/// <summary>Reads an answer.</summary>
/// <param name="answer">The answer.</param>
/// <param name="missing">The field that the reference promises and the answer lacks; null where it is complete.</param>
internal delegate TAnswer AnswerReader<out TAnswer>(JsonElement answer, out string? missing);

/// <summary>One endpoint of the API reference.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, relative to the base address.</param>
/// <param name="Read">Reads its answer.</param>
/// <param name="IsReadOnly">Whether a request is always safe to repeat.</param>
internal sealed record Endpoint<TAnswer>(HttpMethod Method, string Path, AnswerReader<TAnswer> Read, bool IsReadOnly = false);

/// <summary>The four endpoints. The names of the answers' fields, and their spelling, are the reference's.</summary>
internal static class Endpoints
{
    /// <summary>"Create client".</summary>
    public static readonly Endpoint<WriteAnswer> CreateCustomer = new(
        HttpMethod.Post, "api/v3/business/customer/add", static (answer, out missing) => WriteAnswer.Read(answer, "tags", "status", out missing));

    /// <summary>"Get all tags".</summary>
    public static readonly Endpoint<List<ListedTag>> ListTags = new(
        HttpMethod.Post, "api/v3/business/tag/list", ListedTag.ReadList, IsReadOnly: true);

    /// <summary>"Create tags".</summary>
    public static readonly Endpoint<WriteAnswer> AddTags = new(
        HttpMethod.Post, "api/v3/business/tag/add", static (answer, out missing) => WriteAnswer.Read(answer, "tagsCreate", "status", out missing));

    /// <summary>"Cancel tags".</summary>
    public static readonly Endpoint<WriteAnswer> CancelTags = new(
        HttpMethod.Put, "api/v3/business/tag/cancel", static (answer, out missing) => WriteAnswer.Read(answer, "tagsCancell", "cancell", out missing));
}
