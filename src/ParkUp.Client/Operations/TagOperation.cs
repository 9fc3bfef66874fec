namespace ParkUp.Client;

/// <summary>What rows about tags have in common, whatever is done with the tags: their order, their duplicates, and their results.</summary>
internal abstract class TagOperation(ParkUpConnection connection, Operation operation) : BulkOperation<TagOrder, TagResult>(connection)
{
    public sealed override string? CustomerOf(TagOrder order) => order.Customer.RefId;

    public sealed override RowKey? KeyOf(TagOrder order) => RowKey.Of(order);

    public sealed override TagResult? ConflictOf(TagOrder first, TagOrder other) => string.Equals(first.Plate, other.Plate, StringComparison.Ordinal)
        ? null
        : ResultOf(other, Outcome.Rejected, first.Conflict(other));

    // What was refused, or did not happen, is tried again. What may have happened is not: that needs a look first.
    public sealed override bool IsReusable(TagResult result) => result.Outcome is not (Outcome.Rejected or Outcome.Failed);

    public sealed override TagResult ForDuplicate(TagOrder order, TagResult result) => result with { Line = order.Line };

    public sealed override TagResult NotSent(TagOrder order, ParkUpException reason) => ResultOf(order, OutcomeRules.OfNotSent(reason), reason);

    private TagResult ResultOf(TagOrder order, Outcome outcome, ParkUpException error) =>
        OutcomeRules.ResultOf(order, order.Customer.RefId, order.Customer.Id, operation, outcome, Evidence.None, error);
}
