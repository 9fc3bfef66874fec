using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>One answer to each question that the API reference leaves open.</summary>
public sealed record Reading(ConflictReading Conflict, UnknownCustomerAnswer UnknownCustomer, int LagSeconds, bool ListCancelled)
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
    ];

    public SandboxBehaviour ToBehaviour() => new()
    {
        Conflict = Conflict,
        UnknownCustomer = UnknownCustomer,
        ListLag = TimeSpan.FromSeconds(LagSeconds),
        ListCancelled = ListCancelled,
    };

    public override string ToString() => $"{Conflict}, {UnknownCustomer}, lag {LagSeconds} s{(ListCancelled ? ", cancelled listed" : string.Empty)}";
}
