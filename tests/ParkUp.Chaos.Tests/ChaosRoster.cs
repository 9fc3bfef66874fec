using System.Globalization;
using ParkUp.Client;

namespace ParkUp.Chaos.Tests;

/// <summary>
/// What an operator's week may bring, drawn from a seed: new customers, some of them there already, tags to add, some
/// of them held already, by the customer or by another, and tags to revoke, some of them gone.
/// </summary>
internal sealed class ChaosRoster
{
    private const int OldCustomers = 60;
    private const int NewCustomers = 700;

    private readonly Random _random;
    private int _codes;

    public ChaosRoster(int seed, int rows = 5_200)
    {
        _random = new Random(seed);
        Old = [.. Enumerable.Range(0, OldCustomers).Select(n => NewCustomer($"old{n}", _random.Next(2, 6)))];
        Creations = [.. Shuffled([.. Enumerable.Range(0, NewCustomers).Select(n => Creation(n))])];
        Additions = [.. Enumerable.Range(0, (rows - NewCustomers) * 2 / 3).Select(_ => Addition())];
        Revocations = [.. Enumerable.Range(0, rows - NewCustomers - Additions.Count).Select(_ => Revocation())];
    }

    /// <summary>Customers that the service has before the first row.</summary>
    public IReadOnlyList<CustomerOrder> Old { get; }

    public IReadOnlyList<CustomerOrder> Creations { get; }

    public IReadOnlyList<TagOrder> Additions { get; }

    public IReadOnlyList<TagOrder> Revocations { get; }

    public int Rows => Creations.Count + Additions.Count + Revocations.Count;

    private CustomerOrder Creation(int n) => _random.Next(100) switch
    {
        // There already, with all of its tags; with one more; with a tag that another has; and without any.
        < 4 => Old[n % Old.Count],
        < 6 => Old[n % Old.Count] with { Tags = [.. Old[n % Old.Count].Tags, NewTag(Old[n % Old.Count].RefId)] },
        < 9 => NewCustomer($"new{n}", 2) is var customer
            ? customer with { Tags = [.. customer.Tags, Old[n % Old.Count].Tags[0] with { Customer = new CustomerKey(customer.RefId, Id: null) }] }
            : throw new InvalidOperationException(),
        < 25 => NewCustomer($"new{n}", 0),
        _ => NewCustomer($"new{n}", _random.Next(1, 5)),
    };

    private TagOrder Addition()
    {
        var customer = SomeCustomer();
        return _random.Next(100) switch
        {
            < 6 when customer.Tags.Count > 0 => customer.Tags[_random.Next(customer.Tags.Count)],
            < 9 => Old[_random.Next(Old.Count)].Tags[0] with { Customer = new CustomerKey(customer.RefId, Id: null) },
            < 11 => NewTag("nobody"),
            _ => NewTag(customer.RefId),
        };
    }

    private TagOrder Revocation()
    {
        if (_random.Next(100) < 10)
        {
            var customer = SomeCustomer();
            return _random.Next(3) switch
            {
                0 => new TagOrder { Customer = new CustomerKey(customer.RefId, Id: null) },
                1 => NewTag(customer.RefId),
                _ => NewTag("nobody"),
            };
        }

        var tag = Additions[_random.Next(Additions.Count)];
        return _random.Next(10) switch
        {
            0 => tag with { Plate = null },
            1 => tag with { Code = null },
            _ => tag,
        };
    }

    /// <summary>Rows of one customer mostly stand together, as in most rosters.</summary>
    private CustomerOrder SomeCustomer()
    {
        var all = OldCustomers + Creations.Count;
        var near = _random.Next(10) < 8 ? (_codes / 9) % all : _random.Next(all);
        return near < OldCustomers ? Old[near] : Creations[near - OldCustomers];
    }

    private CustomerOrder NewCustomer(string refId, int tags) => new()
    {
        RefId = refId,
        Email = refId + "@example.com",
        Phone = "+56911111111",
        IsUnlimited = false,
        Tags = [.. Enumerable.Range(0, tags).Select(_ => NewTag(refId))],
    };

    private TagOrder NewTag(string refId)
    {
        var number = ++_codes;
        return new TagOrder
        {
            Customer = new CustomerKey(refId, Id: null),
            Code = "T" + number.ToString(CultureInfo.InvariantCulture),
            Plate = "P" + number.ToString("D5", CultureInfo.InvariantCulture),
        };
    }

    private T[] Shuffled<T>(T[] items)
    {
        _random.Shuffle(items);
        return items;
    }
}
