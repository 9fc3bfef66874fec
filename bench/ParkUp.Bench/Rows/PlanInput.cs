using ParkUp.Client;

namespace ParkUp.Bench;

/// <summary>Rows and lists as the planner takes them.</summary>
internal static class PlanInput
{
    public static PlanOptions Options { get; } = new()
    {
        BaseUri = ReadyLists.Nowhere,
        Now = DateTimeOffset.UnixEpoch,
        Revoke = RevocationScope.All,
    };

    /// <summary>A row, checked as every row is.</summary>
    public static IReadOnlyList<PlanRow> Row(RosterLine line) =>
        PlanRows.Of(new CustomerRow { RefId = line.RefId, Tags = [new Tag(line.Code, line.Plate)] }, customerId: null);

    /// <summary>A list, as it comes out of an answer.</summary>
    public static CustomerListing Listing(RosterLine[] tags) =>
        new(tags[0].RefId, Array.ConvertAll(tags, static tag => new Tag(tag.Code, tag.Plate) { RefId = tag.RefId }));
}
