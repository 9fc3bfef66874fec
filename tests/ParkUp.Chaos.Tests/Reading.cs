using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>One answer to each question that the API reference leaves open.</summary>
public sealed record Reading(ConflictReading Conflict, UnknownCustomerAnswer UnknownCustomer, int LagSeconds, bool ListCancelled, int? ListLimit = null)
{
    /// <summary>Every reading, each with the others; a list that holds cancelled tags with the plainest of the rest.</summary>
    public static IReadOnlyList<Reading> All { get; } =
    [
        .. from conflict in Enum.GetValues<ConflictReading>()
           from unknown in Enum.GetValues<UnknownCustomerAnswer>()
           from lag in (int[])[0, 3]
           select new Reading(conflict, unknown, lag, ListCancelled: false),
        new(ConflictReading.Batch, UnknownCustomerAnswer.NotFound, LagSeconds: 0, ListCancelled: true),
        new(ConflictReading.PerTag, UnknownCustomerAnswer.Empty, LagSeconds: 3, ListCancelled: true),

        // The smallest usual one, since few of the customers hold more.
        new(ConflictReading.Batch, UnknownCustomerAnswer.NotFound, LagSeconds: 0, ListCancelled: false, ListLimit: 10),
        new(ConflictReading.Partial, UnknownCustomerAnswer.Empty, LagSeconds: 3, ListCancelled: false, ListLimit: 10),
    ];

    /// <summary>Whether a plate has one active tag at most. Only rosters that never ask for two can tell.</summary>
    public bool UniquePlates { get; init; }

    /// <summary>Every reading, and some with plates that are unique: a roster of a fleet asks for each once.</summary>
    public static IReadOnlyList<Reading> OfFleets { get; } =
    [
        .. All,
        All[0] with { UniquePlates = true },
        .. All.Where(static reading => reading is { Conflict: not ConflictReading.Batch, UnknownCustomer: UnknownCustomerAnswer.NotFound, LagSeconds: > 0, ListLimit: null })
            .Select(static reading => reading with { UniquePlates = true }),
    ];

    public SandboxBehaviour ToBehaviour() => new()
    {
        Conflict = Conflict,
        UnknownCustomer = UnknownCustomer,
        ListLag = TimeSpan.FromSeconds(LagSeconds),
        ListCancelled = ListCancelled,
        ListLimit = ListLimit,
        UniquePlates = UniquePlates,
    };

    public override string ToString() => $"{Conflict}, {UnknownCustomer}, lag {LagSeconds} s{(ListCancelled ? ", cancelled listed" : string.Empty)}{(ListLimit is { } limit ? $", lists of {limit}" : string.Empty)}{(UniquePlates ? ", unique plates" : string.Empty)}";
}
