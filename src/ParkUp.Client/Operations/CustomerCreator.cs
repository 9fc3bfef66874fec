using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>Creates customers, with their first tags ("Create client"): one request and one result each.</summary>
/// <param name="connection">The connection.</param>
/// <param name="onRequest">Told of every request, on the thread that sent it; null for nobody.</param>
public sealed class CustomerCreator(ParkUpConnection connection, Action<RequestSummary>? onRequest = null)
    : BulkOperation<CustomerOrder, CustomerResult>
{
    private readonly UsersApi _api = new(connection, onRequest);

    internal override string? CustomerOf(CustomerOrder order) => order.RefId;

    internal override Reported<CustomerResult> Unsent(CustomerOrder order, ParkUpException reason) =>
        AllAlike(order, Outcome.Failed, Evidence.None, reason);

    internal override async Task SendAsync(IReadOnlyList<BulkRow<CustomerOrder, CustomerResult>> batch, BulkOptions options, CancellationToken stop)
    {
        foreach (var row in batch)
        {
            row.Report(await CreateAsync(row.Order, stop).ConfigureAwait(false));
        }
    }

    /// <summary>What became of the customer, and of each tag.</summary>
    private async Task<Reported<CustomerResult>> CreateAsync(CustomerOrder order, CancellationToken stop)
    {
        var customer = new CustomerKey(order.RefId, Id: null);
        var request = new CreateCustomerRequest
        {
            Email = order.Email,
            Phone = order.Phone,
            Name = order.Name,
            LastName = order.LastName,
            IsUnlimited = order.IsUnlimited,
            RefId = order.RefId,
            Tags = order.Tags.Count == 0 ? null : [.. order.Tags.Select(static tag => new WireTag(tag.Code!, tag.Plate!))],
        };
        try
        {
            var answer = await _api.CreateCustomerAsync(request, stop).ConfigureAwait(false);
            var tags = TagReports.FromAnswer(answer, customer, order.Tags, Operation.Create);
            var result = Result(order, tags, Outcome.Created, Evidence.Response, detail: null) with
            {
                CustomerId = answer.Customer > 0 ? answer.Customer : null,
            };
            return tags.FirstOrDefault(static tag => tag.Error is not null).Error is { } refused
                ? new Reported<CustomerResult>(result with { Detail = Messages.CreatedWithoutTags(result) }, refused)
                : new Reported<CustomerResult>(result, Error: null);
        }
        catch (ParkUpException failure)
        {
            var (outcome, evidence, error) = WriteFailure.OfWrite(failure);
            return AllAlike(order, outcome, evidence, error);
        }
    }

    private static Reported<CustomerResult> AllAlike(CustomerOrder order, Outcome outcome, Evidence evidence, ParkUpException error)
    {
        var tags = TagReports.AllAlike(new CustomerKey(order.RefId, Id: null), order.Tags, Operation.Create, outcome, evidence, error);
        return new Reported<CustomerResult>(Result(order, tags, outcome, evidence, error.Message), error);
    }

    private static CustomerResult Result(
        CustomerOrder order, IReadOnlyList<Reported<TagResult>> tags, Outcome outcome, Evidence evidence, string? detail) =>
        new()
        {
            RefId = order.RefId,
            Email = order.Email,
            Phone = order.Phone,
            Name = order.Name,
            LastName = order.LastName,
            IsUnlimited = order.IsUnlimited,
            Tags = new TagResults(tags.Select(static tag => tag.Result)),
            Outcome = outcome,
            Evidence = evidence,
            Detail = detail,
            Line = order.Line,
        };
}
