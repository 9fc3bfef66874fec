using FsCheck;
using FsCheck.Fluent;
using ParkUp.Client;
using ParkUp.Sandbox;

namespace ParkUp.Chaos.Tests;

/// <summary>A run of a few rows about a few customers and tags, so that they get in each other's way.</summary>
/// <param name="Operation">What is done.</param>
public sealed record SmallRun(Operation Operation)
{
    /// <summary>The customers to create.</summary>
    internal CustomerOrder[] Customers { get; init; } = [];

    /// <summary>The tags to add or revoke.</summary>
    internal TagOrder[] Tags { get; init; } = [];

    public override string ToString() => Operation == Operation.Create
        ? $"create {string.Join(", ", Customers.Select(static customer => $"{customer.RefId}[{string.Join(' ', customer.Tags.Select(static tag => $"{tag.Code}:{tag.Plate}"))}]"))}"
        : $"{Operation} {string.Join(", ", Tags.Select(static tag => $"{tag.Customer.RefId}/{tag.Code}:{tag.Plate}"))}";
}

/// <summary>Runs one after the other, how the service answers what the reference leaves open, and what goes wrong with its requests.</summary>
public sealed record SmallWorld(Reading Reading, SmallRun[] Runs, FaultKind?[] Faults)
{
    public override string ToString() =>
        $"{Reading}\n  {string.Join("\n  ", Runs.Select(static run => run.ToString()))}\n  faults: {string.Join(' ', Faults.Select(static fault => fault?.ToString() ?? "-"))}";
}

/// <summary>Draws small worlds, and makes those that fail smaller.</summary>
public static class SmallWorlds
{
    // A request that is never answered takes a while even here; to the client it is a reset that comes late.
    private static readonly FaultKind[] Kinds = [.. ChaosWorld.Faults.Where(static kind => kind != FaultKind.Timeout)];

    // Of a list that holds cancelled tags none can tell what a tag is that was cancelled and is to be added again.
    private static readonly Reading[] Readings = [.. Reading.All.Where(static reading => !reading.ListCancelled)];

    public static Arbitrary<SmallWorld> Worlds() => Arb.From(World(), Shrink);

    private static Gen<SmallWorld> World() =>
        from reading in Gen.Elements(Readings)
        from runs in Run().NonEmptyListOf()
        from faults in Gen.Frequency((3, Gen.Constant<FaultKind?>(null)), (2, Gen.Elements(Kinds).Select(static kind => (FaultKind?)kind))).ListOf()
        select new SmallWorld(reading, [.. runs.Take(5)], [.. faults]);

    private static Gen<SmallRun> Run() => Gen.Frequency(
        (2, Customer().NonEmptyListOf().Select(static customers => new SmallRun(Operation.Create) { Customers = [.. customers.Take(4)] })),
        (3, Tag("A", "B", "nobody").NonEmptyListOf().Select(static tags => new SmallRun(Operation.Add) { Tags = [.. tags.Take(8)] })),
        (2, Tag("A", "B", "nobody").NonEmptyListOf().Select(static tags => new SmallRun(Operation.Revoke) { Tags = [.. tags.Take(8)] })));

    private static Gen<CustomerOrder> Customer() =>
        from refId in Gen.Elements("A", "B", "C")
        from tags in Tag(refId).ListOf()
        select new CustomerOrder
        {
            RefId = refId,
            Email = "ana@example.com",
            Phone = "+56911111111",
            IsUnlimited = false,
            Tags = [.. tags.DistinctBy(static tag => tag.Code, StringComparer.Ordinal).Take(3)],
        };

    private static Gen<TagOrder> Tag(params string[] customers) =>
        from customer in Gen.Elements(customers)
        from code in Gen.Elements("T1", "T2", "T3", "T4", "T5")
        from plate in Gen.Frequency((6, Gen.Constant("AA1111")), (1, Gen.Constant("BB2222")))
        select new TagOrder { Customer = new CustomerKey(customer, Id: null), Code = code, Plate = plate };

    private static IEnumerable<SmallWorld> Shrink(SmallWorld world)
    {
        for (var i = 0; i < world.Runs.Length; i++)
        {
            yield return world with { Runs = Without(world.Runs, i) };
            var run = world.Runs[i];
            for (var row = 0; row < run.Tags.Length && run.Tags.Length > 1; row++)
            {
                yield return world with { Runs = With(world.Runs, i, run with { Tags = Without(run.Tags, row) }) };
            }

            for (var row = 0; row < run.Customers.Length && run.Customers.Length > 1; row++)
            {
                yield return world with { Runs = With(world.Runs, i, run with { Customers = Without(run.Customers, row) }) };
            }
        }

        for (var i = 0; i < world.Faults.Length; i++)
        {
            yield return world with { Faults = Without(world.Faults, i) };
            if (world.Faults[i] is not null)
            {
                yield return world with { Faults = With(world.Faults, i, null) };
            }
        }
    }

    private static T[] Without<T>(T[] items, int place) => [.. items[..place], .. items[(place + 1)..]];

    private static T[] With<T>(T[] items, int place, T item) => [.. items[..place], item, .. items[(place + 1)..]];
}
