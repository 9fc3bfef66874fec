using System.Globalization;
using ParkUp.Client;

namespace ParkUp.Chaos.Tests;

/// <summary>A tag of a customer of the fleet.</summary>
internal sealed record FleetTag(string RefId, string Code, string Plate)
{
    public override string ToString() => $"{RefId} {Code}:{Plate}";
}

/// <summary>What the roster of a month says.</summary>
/// <param name="Wanted">The tags, each once.</param>
/// <param name="Rows">The rows, some of them twice.</param>
internal sealed record Month(IReadOnlySet<FleetTag> Wanted, IReadOnlyList<PlanRow> Rows);

/// <summary>
/// The rosters of a fleet over some months, drawn from a seed, and what was made by hand before the first: customers
/// that no roster names, and tags that none names at customers of the roster.
/// </summary>
internal sealed class MonthsRoster
{
    private const int Fleet = 40;
    private const int Strangers = 5;

    // With the extras below ten, the shortest list that may be cut off.
    private const int MostTags = 7;

    private readonly Random _random;
    private readonly List<CustomerOrder> _old = [];
    private readonly List<FleetTag> _tags = [];
    private readonly Dictionary<string, FleetTag[]> _left = new(StringComparer.Ordinal);
    private int _customers;
    private int _numbers;

    public MonthsRoster(int seed, int months)
    {
        _random = new Random(seed);
        for (var n = 0; n < Fleet; n++)
        {
            Hire(_random.Next(1, 5));
        }

        MakeByHand();
        var drawn = new List<Month> { Draw() };
        while (drawn.Count < months)
        {
            Pass();
            drawn.Add(Draw());
        }

        Months = drawn;
    }

    /// <summary>The customers that the service has before the first night.</summary>
    public IReadOnlyList<CustomerOrder> Old => _old;

    /// <summary>The tags that no roster ever names, of strangers and of customers of the roster.</summary>
    public HashSet<FleetTag> Extras { get; } = [];

    /// <summary>The customers that no roster ever names.</summary>
    public List<string> StrangerIds { get; } = [];

    public IReadOnlyList<Month> Months { get; }

    private string Some => _tags[_random.Next(_tags.Count)].RefId;

    /// <summary>Some of the fleet is there already: with its tags, with other plates, at the wrong customer, without any.</summary>
    private void MakeByHand()
    {
        var late = Enumerable.Range(Fleet + 1, 3).Select(RefIdOf);
        foreach (var refId in _tags.Select(static tag => tag.RefId).Distinct(StringComparer.Ordinal).Where(_ => _random.Next(10) < 6).Concat(late).ToList())
        {
            var held = TagsOf(refId).Where(_ => _random.Next(2) == 0)
                .Select(tag => _random.Next(5) == 0 ? tag with { Plate = NewPlate() } : tag)
                .ToList();
            held.AddRange(AddExtras(refId, _random.Next(0, 3)));
            AddOld(refId, held);
        }

        // Not at one whom the first roster lacks: nobody would find it there.
        var astray = _tags.Where(tag => !_old.Exists(customer => customer.Tags.Any(held => string.Equals(held.Code, tag.Code, StringComparison.Ordinal)))).Take(2).ToList();
        for (var place = 0; place < astray.Count; place++)
        {
            _old[place] = _old[place] with { Tags = [.. _old[place].Tags, Order(astray[place] with { RefId = _old[place].RefId })] };
        }

        for (var n = 0; n < Strangers; n++)
        {
            var refId = string.Create(CultureInfo.InvariantCulture, $"stranger{n}");
            StrangerIds.Add(refId);
            AddOld(refId, AddExtras(refId, _random.Next(1, 5)));
        }
    }

    /// <summary>What a month brings. One thing may come on top of another.</summary>
    private void Pass()
    {
        Times(3, Leave);
        Times(2, Return);
        Times(3, () => Hire(_random.Next(1, 4)));
        Times(4, () => Put(SomeTags(1), static tags => [tags[0].Plate], _ => [NewPlate()]));
        Times(2, () => RotatePlates(SomeTagsOfOne()));
        Times(2, () => RotatePlates(SomeTags(2)));
        Times(2, () => RotatePlates(SomeTags(_random.Next(3, 6))));
        Times(2, () => RotateHolders(SomeTags(2)));
        Times(2, () => RotateHolders(SomeTags(_random.Next(3, 6))));
        Times(3, () => Move(SomeTags(1)[0], Some));
        Times(2, () => Move(SomeTags(1)[0], Hire(_random.Next(0, 2))));
        Times(3, Lose);
        Times(2, Renew);
        Times(3, () => Add(Some));
    }

    private void Leave()
    {
        var refId = Some;
        _left[refId] = TagsOf(refId);
        _tags.RemoveAll(tag => string.Equals(tag.RefId, refId, StringComparison.Ordinal));
        if (_random.Next(3) == 0)
        {
            // Another has one of its codes, or its car.
            var tag = _left[refId][0];
            _tags.Add(_random.Next(2) == 0 ? tag with { RefId = Some } : new FleetTag(Some, NewCode(), tag.Plate));
        }
    }

    private void Return()
    {
        if (_left.Count == 0)
        {
            return;
        }

        var (refId, tags) = _left.ElementAt(_random.Next(_left.Count));
        _left.Remove(refId);
        foreach (var tag in tags.Where(tag => !_tags.Exists(other => string.Equals(other.Code, tag.Code, StringComparison.Ordinal))).ToList())
        {
            var isTaken = _tags.Exists(other => string.Equals(other.Plate, tag.Plate, StringComparison.Ordinal));
            _tags.Add(isTaken ? tag with { Plate = NewPlate() } : tag);
        }
    }

    private string Hire(int tags)
    {
        var refId = RefIdOf(++_customers);
        Times(tags, () => Add(refId));
        return refId;
    }

    private void Add(string refId)
    {
        if (TagsOf(refId).Length < MostTags)
        {
            _tags.Add(new FleetTag(refId, NewCode(), NewPlate()));
        }
    }

    private void Move(FleetTag tag, string refId)
    {
        if (TagsOf(refId).Length < MostTags)
        {
            Replace(tag, tag with { RefId = refId, Plate = _random.Next(4) == 0 ? NewPlate() : tag.Plate });
        }
    }

    private void Lose()
    {
        var tags = SomeTagsOfOne();
        if (tags.Length > 1)
        {
            _tags.Remove(tags[0]);
        }
    }

    /// <summary>A broken tag: the car has another.</summary>
    private void Renew()
    {
        var tag = SomeTags(1)[0];
        Replace(tag, tag with { Code = NewCode() });
    }

    private void RotatePlates(FleetTag[] tags) => Put(tags, static tags => [.. tags.Select(static tag => tag.Plate)], static plates => [.. plates[1..], plates[0]]);

    private void RotateHolders(FleetTag[] tags)
    {
        for (var i = 0; i < tags.Length; i++)
        {
            Replace(tags[i], tags[i] with { RefId = tags[(i + 1) % tags.Length].RefId });
        }
    }

    private void Put(FleetTag[] tags, Func<FleetTag[], string[]> platesOf, Func<string[], string[]> change)
    {
        var plates = change(platesOf(tags));
        for (var i = 0; i < tags.Length; i++)
        {
            Replace(tags[i], tags[i] with { Plate = plates[i] });
        }
    }

    private void Replace(FleetTag tag, FleetTag other) => _tags[_tags.IndexOf(tag)] = other;

    private FleetTag[] SomeTags(int count) => [.. Shuffled(_tags).Take(count)];

    private FleetTag[] SomeTagsOfOne()
    {
        var several = Shuffled(_tags).FirstOrDefault(tag => TagsOf(tag.RefId).Length > 1);
        return several is null ? SomeTags(1) : [.. Shuffled(TagsOf(several.RefId)).Take(2)];
    }

    private FleetTag[] TagsOf(string refId) => [.. _tags.Where(tag => string.Equals(tag.RefId, refId, StringComparison.Ordinal))];

    private Month Draw()
    {
        var rows = Shuffled([.. _tags, .. SomeTags(3)]);
        return new Month(
            _tags.ToHashSet(),
            [.. rows.Select(static (tag, i) => new PlanRow
            {
                RefId = tag.RefId,
                Email = tag.RefId + "@example.com",
                Phone = "+56911111111",
                Code = tag.Code,
                Plate = tag.Plate,
                Line = i + 2,
            })]);
    }

    private List<FleetTag> AddExtras(string refId, int count)
    {
        List<FleetTag> extras = [.. Enumerable.Range(0, count).Select(_ => new FleetTag(refId, "X" + Number(), NewPlate()))];
        Extras.UnionWith(extras);
        return extras;
    }

    private void AddOld(string refId, List<FleetTag> tags) => _old.Add(new CustomerOrder
    {
        RefId = refId,
        Email = refId + "@example.com",
        Phone = "+56911111111",
        IsUnlimited = false,
        Tags = [.. tags.Select(Order)],
    });

    private static TagOrder Order(FleetTag tag) => new() { Customer = new CustomerKey(tag.RefId, Id: null), Code = tag.Code, Plate = tag.Plate };

    private static string RefIdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"driver{number}");

    private string NewCode() => "T" + Number();

    private string NewPlate() => "P" + Number();

    private string Number() => (++_numbers).ToString("D5", CultureInfo.InvariantCulture);

    private FleetTag[] Shuffled(IEnumerable<FleetTag> tags)
    {
        var shuffled = tags.ToArray();
        _random.Shuffle(shuffled);
        return shuffled;
    }

    private static void Times(int count, Action action)
    {
        for (var i = 0; i < count; i++)
        {
            action();
        }
    }
}
