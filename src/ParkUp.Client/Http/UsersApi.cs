namespace ParkUp.Client;

/// <summary>
/// The four calls of the ParkUp Users API. A request that was certainly not applied is retried; one that may have been
/// applied raises its failure, for the caller to reconcile.
/// </summary>
internal sealed class UsersApi(ParkUpConnection connection, RequestObserver observer)
{
    private readonly RequestSender _sender = new(connection, observer);

    /// <summary><c>POST /api/v3/business/customer/add</c> ("Create client").</summary>
    public Task<WriteAnswer> CreateCustomerAsync(CustomerOrder order, RetryState retries, CancellationToken stop) =>
        SendAsync(Endpoints.CreateCustomer, order.RefId, new ApiRequest(Requests.CreateCustomer(order), order.Tags), retries, stop);

    /// <summary><c>POST /api/v3/business/tag/add</c> ("Create tags").</summary>
    public Task<WriteAnswer> AddTagsAsync(CustomerKey customer, IReadOnlyList<TagOrder> tags, RetryState retries, CancellationToken stop) =>
        SendAsync(Endpoints.AddTags, customer.RefId, new ApiRequest(Requests.ChangeTags(customer, tags), tags), retries, stop);

    /// <summary><c>PUT /api/v3/business/tag/cancel</c> ("Cancel tags").</summary>
    public Task<WriteAnswer> CancelTagsAsync(CustomerKey customer, IReadOnlyList<TagOrder> tags, RetryState retries, CancellationToken stop) =>
        SendAsync(Endpoints.CancelTags, customer.RefId, new ApiRequest(Requests.ChangeTags(customer, tags), tags), retries, stop);

    /// <summary><c>POST /api/v3/business/tag/list</c> ("Get all tags"). Not sanitized: a revocation must send what the service holds.</summary>
    public async Task<IReadOnlyList<Tag>> ListTagsAsync(CustomerKey customer, RetryState retries, CancellationToken stop)
    {
        var listed = await SendAsync(Endpoints.ListTags, customer.RefId, ListOf(customer), retries, stop).ConfigureAwait(false);
        return listed.ConvertAll(tag => new Tag(tag.Code, tag.Plate) { RefId = customer.RefId, CustomerId = customer.Id, Id = tag.Id });
    }

    /// <summary>Text of a list as it may be shown: in quotes, without what would harm a terminal, and without the token.</summary>
    public string Quote(string? listed) => TextSanitizer.Quote(connection.Token.Redact(listed ?? string.Empty));

    private static ApiRequest ListOf(CustomerKey customer) => new(Requests.ListTags(customer), Tags: []);

    private async Task<TAnswer> SendAsync<TAnswer>(Endpoint<TAnswer> endpoint, string customer, ApiRequest request, RetryState retries, CancellationToken stop)
    {
        while (true)
        {
            var turn = await retries.Lane.EnterAsync(stop).ConfigureAwait(false);
            if (turn.Witness is { } witness)
            {
                await ProbeAsync(witness, turn, retries.Lane, stop).ConfigureAwait(false);
                continue;
            }

            try
            {
                var answer = await _sender.SendAsync(endpoint, request, retries.Attempt, stop).ConfigureAwait(false);
                retries.Lane.Leave(turn, customer, failure: null);
                return answer;
            }
            catch (ParkUpException failure)
            {
                retries.Lane.Leave(turn, customer, failure);
                var action = endpoint.IsReadOnly ? RecoveryPolicy.ForList(failure) : RecoveryPolicy.ForWrite(failure);
                if (action != RecoveryAction.Retry || !await retries.WaitForRetryAsync(failure, stop).ConfigureAwait(false))
                {
                    throw;
                }
            }
            catch
            {
                retries.Lane.Gate.Abandon(turn);
                throw;
            }
        }
    }

    /// <summary>Lists the tags of a customer that was answered before: the gate learns whether the service answers.</summary>
    private async Task ProbeAsync(string witness, RequestTurn turn, RequestLane lane, CancellationToken stop)
    {
        try
        {
            await _sender.SendAsync(Endpoints.ListTags, ListOf(new CustomerKey(witness, Id: null)), number: 1, stop).ConfigureAwait(false);
            lane.Leave(turn, witness, failure: null);
        }
        catch (ParkUpException failure)
        {
            // What it means for the run is the gate's to say; the waiting request has its own turn.
            lane.Leave(turn, witness, failure);
        }
        catch
        {
            lane.Gate.Abandon(turn);
            throw;
        }
    }
}

/// <summary>What a request sends.</summary>
/// <param name="Body">Its JSON.</param>
/// <param name="Tags">The tags in it.</param>
internal readonly record struct ApiRequest(ReadOnlyMemory<byte> Body, IReadOnlyList<TagOrder> Tags);

/// <param name="json">At the first token of the answer.</param>
/// <param name="sent">The tags of the request.</param>
/// <param name="missing">The field of the reference that the answer lacks; null where it is complete.</param>
internal delegate TAnswer AnswerReader<out TAnswer>(ref Utf8JsonReader json, IReadOnlyList<TagOrder> sent, out string? missing);

/// <summary>One endpoint of the API reference.</summary>
/// <param name="Path">Relative to the base address.</param>
/// <param name="IsReadOnly">Whether a request changes nothing, and may always be retried.</param>
internal sealed record Endpoint<TAnswer>(HttpMethod Method, string Path, AnswerReader<TAnswer> Read, bool IsReadOnly = false);

/// <summary>The four endpoints. Field names are spelled as in the reference.</summary>
internal static class Endpoints
{
    public static readonly Endpoint<WriteAnswer> CreateCustomer = new(
        HttpMethod.Post, "api/v3/business/customer/add", static (ref json, sent, out missing) => WriteAnswer.Read(ref json, "tags", "status", sent, out missing));

    public static readonly Endpoint<List<ListedTag>> ListTags = new(
        HttpMethod.Post, "api/v3/business/tag/list", static (ref json, _, out missing) => ListedTag.ReadList(ref json, out missing), IsReadOnly: true);

    public static readonly Endpoint<WriteAnswer> AddTags = new(
        HttpMethod.Post, "api/v3/business/tag/add", static (ref json, sent, out missing) => WriteAnswer.Read(ref json, "tagsCreate", "status", sent, out missing));

    public static readonly Endpoint<WriteAnswer> CancelTags = new(
        HttpMethod.Put, "api/v3/business/tag/cancel", static (ref json, sent, out missing) => WriteAnswer.Read(ref json, "tagsCancell", "cancell", sent, out missing));
}
