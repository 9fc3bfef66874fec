namespace ParkUp.Client;

/// <summary>Makes the results of tags: what was asked for, and what became of it.</summary>
internal static class TagReports
{
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
}
