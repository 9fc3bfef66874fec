using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>Lists the tags of customers ("Get all tags").</summary>
public sealed class TagLister : BulkOperation<TagQuery, ListedTags>
{
    private readonly UsersApi _api;

    /// <summary>Lists over a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
    public TagLister(ParkUpConnection connection, Action<RequestSummary>? onRequest = null)
        : this(new UsersApi(connection, onRequest))
    {
    }

    internal TagLister(UsersApi api) => _api = api;

    /// <summary>The customer's tags, in the service's order; characters that do not print are taken out.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="stop">Ends the request.</param>
    /// <exception cref="NotFoundException">The service knows no such customer (it may also answer with an empty list).</exception>
    /// <exception cref="ParkUpException">The list could not be had.</exception>
    public async Task<IReadOnlyList<Tag>> ListAsync(CustomerKey customer, CancellationToken stop)
    {
        var tags = await ListRawAsync(customer, stop).ConfigureAwait(false);
        return [.. tags.Select(static tag => tag with { Code = Printable.Clean(tag.Code), Plate = Printable.Clean(tag.Plate) })];
    }

    internal override Reported<ListedTags> Unsent(TagQuery order, ParkUpException reason) =>
        new(ListedTags.None(order.Customer.RefId), reason);

    internal override async Task SendAsync(IReadOnlyList<BulkRow<TagQuery, ListedTags>> batch, BulkOptions options, CancellationToken stop)
    {
        foreach (var row in batch)
        {
            var query = row.Order;
            try
            {
                var tags = await ListAsync(query.Customer, stop).ConfigureAwait(false);
                IReadOnlyList<Tag> wanted = query.Wanted is null ? tags : [.. tags.Where(tag => query.Wanted(tag))];
                row.Report(new Reported<ListedTags>(new ListedTags { RefId = query.Customer.RefId, Tags = wanted }, Error: null));
            }
            catch (ParkUpException failure)
            {
                row.Report(Unsent(query, failure));
            }
        }
    }

    /// <summary>The same, letter for letter: what is sent back must be what the service gave.</summary>
    internal async Task<IReadOnlyList<Tag>> ListRawAsync(CustomerKey customer, CancellationToken stop)
    {
        var request = new ListTagsRequest { RefId = customer.RefId, CustomerId = customer.Id };
        var answer = await _api.ListTagsAsync(request, stop).ConfigureAwait(false);
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
}
