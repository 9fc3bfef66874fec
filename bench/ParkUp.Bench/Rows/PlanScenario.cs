namespace ParkUp.Bench;

/// <summary>
/// A roster, and what the service holds when it is planned: all as wanted, but for so many rows of each kind of change,
/// which are spread over the customers.
/// </summary>
/// <param name="roster">What is wanted; at least four customers for each change.</param>
/// <param name="changes">How many tags are to be added, changed, moved and revoked, of each kind.</param>
internal sealed class PlanScenario(Roster roster, int changes)
{
    private const string Run = "P000T";

    // No plate of the roster: those have no 0 in the fifth place.
    private const string OtherPlate = "ZZZZ00";

    private readonly int _stride = roster.Customers / (changes * 4);

    /// <summary>What is wrong with a customer's tags.</summary>
    private enum Kind
    {
        Add,
        Change,
        Move,
        Revoke,
    }

    public Roster Roster => roster;

    /// <summary>The steps of a plan without an error in it.</summary>
    public StepCount Expected => new(roster.Count - (changes * 3), changes, changes, changes, changes, FirstOther: null);

    /// <summary>The roster's rows.</summary>
    public IEnumerable<RosterLine> Rows() => roster.Rows(Run);

    /// <summary>The tags of each customer, in the customers' order; new texts each time, as from an answer.</summary>
    public IEnumerable<RosterLine[]> Lists() => Enumerable.Range(0, roster.Customers).Select(List);

    private RosterLine[] List(int customer)
    {
        var first = customer * roster.TagsEach;
        IEnumerable<RosterLine> wanted = Enumerable.Range(first, roster.TagsEach).Select(Line);
        RosterLine[] tags = KindOf(customer) switch
        {
            Kind.Add or Kind.Move => [.. wanted.Skip(1)],
            Kind.Change => [Line(first) with { Plate = OtherPlate }, .. wanted.Skip(1)],
            Kind.Revoke => [.. wanted, Line(roster.Count + customer) with { RefId = Roster.RefId(customer) }],
            _ => [.. wanted],
        };
        return customer > 0 && KindOf(customer - 1) == Kind.Move
            ? [.. tags, Line(first - roster.TagsEach) with { RefId = Roster.RefId(customer) }]
            : tags;
    }

    private Kind? KindOf(int customer)
    {
        var (place, rest) = Math.DivRem(customer, _stride);
        return rest == 0 && place < changes * 4 ? (Kind)(place % 4) : null;
    }

    private RosterLine Line(int number) => roster.Line(Run, number);
}
