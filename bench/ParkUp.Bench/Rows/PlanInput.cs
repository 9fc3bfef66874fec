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

    /// <summary>With a state, as users run it: what the roster does not name is revoked where the state knows it.</summary>
    public static PlanOptions OptionsWithState { get; } = Options with { Revoke = RevocationScope.Managed };

    /// <summary>A row, checked as every row is.</summary>
    public static IReadOnlyList<PlanRow> Row(RosterLine line) =>
        PlanRows.Of(new CustomerRow { RefId = line.RefId, Tags = [new Tag(line.Code, line.Plate)] }, customerId: null);

    /// <summary>A state that knows every tag that is held.</summary>
    public static PlanState State(IEnumerable<RosterLine> held)
    {
        var state = new PlanState();
        foreach (var tag in held)
        {
            state.Put(new StateEntry { RefId = tag.RefId, Code = tag.Code, Plate = tag.Plate, Seen = Options.Now });
        }

        return state;
    }

    /// <summary>A list, as it comes out of an answer.</summary>
    public static CustomerListing Listing(RosterLine[] tags) =>
        new(tags[0].RefId, Array.ConvertAll(tags, static tag => new Tag(tag.Code, tag.Plate) { RefId = tag.RefId }));
}
