namespace ParkUp.Client;

/// <summary>What adding and revoking tags have in common: rows about the tags of customers that exist.</summary>
public abstract class TagOperation : BulkOperation<TagOrder, TagResult>
{
    private readonly Operation _operation;
    private readonly BearerToken _token;

    private protected TagOperation(ParkUpConnection connection, Action<RequestSummary>? onRequest, Action<RequestTrace>? onTrace, Operation operation)
        : base(connection)
    {
        _token = connection.Token;
        Api = new UsersApi(connection, onRequest, onTrace);
        _operation = operation;
    }

    private protected UsersApi Api { get; }

    internal override string? CustomerOf(TagOrder order) => order.Customer.RefId;

    internal override RowSubject? SubjectOf(TagOrder order) => RowSubject.Of(order);

    internal override Reported<TagResult>? Clash(TagOrder first, TagOrder other)
    {
        if (string.Equals(first.Plate, other.Plate, StringComparison.Ordinal))
        {
            return null;
        }

        var fault = FieldCheck.Fault("Code", Messages.CodeWithTwoPlates(first, other));
        return Report(other, Outcome.Rejected, Evidence.None, fault);
    }

    // What may have happened is not done over without a look; what was refused, or did not happen, can be tried again.
    internal override bool Stands(Reported<TagResult> report) => report.Result.Outcome is not (Outcome.Rejected or Outcome.Failed);

    internal override Reported<TagResult> ForTwin(TagOrder order, Reported<TagResult> report) =>
        report with { Result = report.Result with { Line = order.Line } };

    internal override Reported<TagResult> Unsent(TagOrder order, ParkUpException reason) =>
        Report(order, WriteFailure.OfUnsent(reason), Evidence.None, reason);

    /// <summary>Sends rows that each name one tag outright.</summary>
    private protected async Task SendNamedAsync(IReadOnlyList<BulkRow<TagOrder, TagResult>> batch, RunPace pace, CancellationToken stop)
    {
        var orders = new TagOrder[batch.Count];
        for (var i = 0; i < orders.Length; i++)
        {
            orders[i] = batch[i].Order;
        }

        var reports = await WriteAsync(orders, pace, stop).ConfigureAwait(false);
        for (var i = 0; i < orders.Length; i++)
        {
            batch[i].Report(reports[i]);
        }
    }

    private protected Task<IReadOnlyList<Reported<TagResult>>> WriteAsync(IReadOnlyList<TagOrder> orders, RunPace pace, CancellationToken stop) =>
        orders.Count == 0 ? Task.FromResult<IReadOnlyList<Reported<TagResult>>>([]) : new TagWrite(Api, _operation, orders, pace, stop).RunAsync();

    /// <summary>A report on a tag that a list named. A service that echoes the token may do so there as well.</summary>
    private protected Reported<TagResult> OfListed(Reported<TagResult> report) => report with
    {
        Result = report.Result with { Code = _token.Redact(report.Result.Code!), Plate = _token.Redact(report.Result.Plate!) },
    };

    private protected Reported<TagResult> Report(TagOrder order, Outcome outcome, Evidence evidence, ParkUpException? error, string? detail = null) =>
        TagReports.Report(order, order.Customer.RefId, order.Customer.Id, _operation, outcome, evidence, error, detail);
}
