using ParkUp.Client.Wire;

namespace ParkUp.Client;

/// <summary>Makes the results of tags: from the service's answer, or from what stood in its way.</summary>
internal static class TagReports
{
    public static IReadOnlyList<Reported<TagResult>> FromAnswer(
        WriteAnswer answer, CustomerKey customer, IReadOnlyList<TagOrder> orders, Operation operation)
    {
        // The reference prints 0 where it means a number: a customer's own is never that.
        var customerId = answer.Customer > 0 ? answer.Customer : customer.Id;
        var taken = StatusMap.Map([.. orders.Select(static order => order.Code!)], answer.Statuses);
        var reports = new Reported<TagResult>[orders.Count];
        for (var i = 0; i < reports.Length; i++)
        {
            var (outcome, evidence, error) = Judge(taken[i], operation);
            reports[i] = Report(orders[i], customer.RefId, customerId, operation, outcome, evidence, error);
        }

        return reports;
    }

    public static IReadOnlyList<Reported<TagResult>> AllAlike(
        CustomerKey customer,
        IReadOnlyList<TagOrder> orders,
        Operation operation,
        Outcome outcome,
        Evidence evidence,
        ParkUpException? error) =>
        [.. orders.Select(order => Report(order, customer.RefId, customer.Id, operation, outcome, evidence, error))];

    public static Reported<TagResult> Report(
        TagOrder order, string refId, long? customerId, Operation operation, Outcome outcome, Evidence evidence, ParkUpException? error, string? detail = null) =>
        new(
            new TagResult
            {
                RefId = refId,
                CustomerId = customerId,
                Code = Printable.Clean(order.Code),
                Plate = Printable.Clean(order.Plate),
                Operation = operation,
                Outcome = outcome,
                Evidence = evidence,
                Detail = error?.Message ?? detail,
                Line = order.Line,
            },
            error);

    private static (Outcome Outcome, Evidence Evidence, ParkUpException? Error) Judge(bool? taken, Operation operation) => taken switch
    {
        true => (operation == Operation.Revoke ? Outcome.Revoked : Outcome.Added, Evidence.Response, null),
        false => (Outcome.Rejected, Evidence.Response, new TagRejectedException(Messages.TagRejected(operation)) { Hint = Messages.TagRejectedHint(operation) }),
        null => WriteFailure.OfWrite(new InvalidResponseException(Messages.StatusMissing)),
    };
}
