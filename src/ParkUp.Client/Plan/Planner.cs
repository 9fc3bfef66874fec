using System.Runtime.CompilerServices;

namespace ParkUp.Client;

/// <summary>
/// Compares a roster and a state with what the service lists, and makes the steps that bring the service in line. It
/// sends nothing, and keeps of the lists only what is not as wanted.
/// </summary>
internal sealed class Planner
{
    private readonly PlanState _state;
    private readonly PlanRoster _roster;
    private readonly AlikeCodes _alike;
    private readonly UnlistedHolders _unlisted = new();
    private readonly PlannedRows _rows;
    private readonly PlannedRevocations _revocations;
    private readonly PlanOptions _options;
    private readonly List<int> _lastRows = [];
    private PlanFigures? _figures;

    public Planner(IReadOnlyList<PlanRow> rows, PlanState state, PlanOptions options)
    {
        _state = state;
        _options = options;
        _roster = new PlanRoster(rows, state, options.IsInScope);
        _alike = new AlikeCodes(_roster);
        _rows = new PlannedRows(_roster, _alike, _unlisted);
        _revocations = new PlannedRevocations(_roster, _alike, state, options);
        Customers = [.. _roster.Customers.Select(customer => new CustomerKey(customer.RefId, customer.CustomerId(rows)))];
        CompareLastRowsWithState();
    }

    /// <summary>Whom to list, once each: the customers of the roster, then those of the state.</summary>
    public IReadOnlyList<CustomerKey> Customers { get; }

    /// <summary>What the plan comes to. All customers must be noted.</summary>
    public PlanFigures Figures => _figures ??= Settle();

    /// <summary>Takes what a customer's list says: once for each customer, in any order.</summary>
    public void Note(CustomerListing listing)
    {
        var customer = _roster.Find(listing.RefId);
        if (_figures is not null || customer is not { IsInScope: true, IsNoted: false })
        {
            throw new InvalidOperationException("Each customer of the plan is noted once, and before its figures are read.");
        }

        customer.IsNoted = true;
        customer.Failure = listing.Failure;
        customer.Doubt = listing.Doubt;
        customer.IsKnown = listing.Tags is not null;
        if (listing is { Failure: null, Tags: { } tags })
        {
            customer.Unmatched = Match(customer, tags) ?? (IReadOnlyList<UnmatchedTag>)[];
            CutOff.Mark(_roster, customer, _lastRows, tags.Select(static tag => (tag.Code, tag.Plate)));
        }
    }

    /// <summary>One step a row in scope, in their order, then one for each tag that is to go or is extra, then one for each that is proven to be revoked. Made one by one, as they are asked for.</summary>
    public IEnumerable<PlanStep> Steps()
    {
        var figures = Figures;
        var form = new PlanStep
        {
            BaseUri = _options.BaseUri,
            PlannedAt = PlanTime.Format(_options.Now),
        };
        foreach (var row in RowsInScope())
        {
            yield return _rows.Step(row, figures.Guard(_rows.Of(row)), form);
        }

        foreach (var tag in Remaining())
        {
            yield return _revocations.Step(tag, figures.Guard(_revocations.Of(tag)), form);
        }

        foreach (var tag in Revoked())
        {
            yield return _revocations.Step(tag, form);
        }
    }

    private IEnumerable<int> RowsInScope() => Enumerable.Range(0, _roster.Rows.Count).Where(_rows.IsInScope);

    private IEnumerable<UnmatchedTag> Remaining() => _roster.Customers.SelectMany(static customer => customer.Unmatched).Where(_revocations.IsOwnStep);

    /// <summary>Those that a row wants again are that row's matter.</summary>
    private IEnumerable<RevokedTag> Revoked() => _roster.Customers.SelectMany(static customer => customer.Revoked)
        .Where(tag => !_roster.Names(tag.Customer, Cell.Trim(tag.Code)!, Plate.Normalize(tag.Plate)));

    private List<UnmatchedTag>? Match(PlanCustomer customer, IReadOnlyList<Tag> tags)
    {
        List<UnmatchedTag>? unmatched = null;
        List<RevokedTag>? gone = null;
        HashSet<(string Code, string? Plate)>? seen = null;
        foreach (var tag in TagHistory.WithoutSuperseded(tags))
        {
            var plate = Plate.Normalize(tag.Plate);
            if (Cell.Trim(tag.Code) is not { } code)
            {
                continue;
            }

            if (_state.RevokedAt(customer.RefId, code, plate) is { } revoked)
            {
                if ((seen ??= []).Add((code.ToUpperInvariant(), plate)))
                {
                    (gone ??= new(1)).Add(new RevokedTag(customer, tag.Code!, tag.Plate, revoked));
                }
            }
            else if (_roster.Match(customer, code, plate, out var isNew))
            {
                customer.Listed += isNew ? 1 : 0;
            }
            else if ((seen ??= []).Add((code, plate)))
            {
                customer.Listed++;
                (unmatched ??= new(1)).Add(new UnmatchedTag(customer, tag.Code!, tag.Plate));
            }
        }

        customer.Revoked = gone ?? (IReadOnlyList<RevokedTag>)[];
        return unmatched;
    }

    private void CompareLastRowsWithState()
    {
        for (var i = 0; i < _roster.Rows.Count; i++)
        {
            if (_roster.Rows[i].MayBeCut)
            {
                _lastRows.Add(i);
            }
        }

        foreach (var customer in _lastRows.Select(_roster.CustomerOf).OfType<PlanCustomer>().Distinct().ToList())
        {
            var placed = _state.Entries.Where(entry => entry.Revoked is null && string.Equals(entry.RefId, customer.RefId, StringComparison.Ordinal));
            CutOff.Mark(_roster, customer, _lastRows, placed.Select(static entry => ((string?)entry.Code, entry.Plate)));
        }
    }

    private PlanFigures Settle()
    {
        foreach (var customer in _roster.Customers)
        {
            if (!customer.IsNoted)
            {
                throw new InvalidOperationException("Each customer of the plan must be noted before its steps are made.");
            }

            foreach (var tag in customer.Unmatched)
            {
                OfferSource(tag);
            }
        }

        _lastRows.ForEach(row => CutOff.Mark(_roster, row));
        _alike.Find();
        _unlisted.Find(_roster, _state);
        new HeldRows(_roster, _rows, _revocations).Mark();

        var counts = new int[Enum.GetValues<PlanAction>().Length, Enum.GetValues<PlanStatus>().Length];
        foreach (var verdict in RowsInScope().Select(_rows.Of).Concat(Remaining().Select(_revocations.Of)))
        {
            counts[(int)verdict.Action, (int)verdict.Status]++;
        }

        counts[(int)PlanAction.Keep, (int)PlanStatus.Ready] += Revoked().Count();

        return new PlanFigures(counts, _roster.Customers.Sum(static customer => customer.Listed), _options);
    }

    /// <summary>Takes the tag for the one that a change or move takes away, unless there is a better one: the customer's own before another's, the earlier holder before the later.</summary>
    private void OfferSource(UnmatchedTag tag)
    {
        ref var wanted = ref _roster.Wanted(Cell.Trim(tag.Code)!);
        if (!Unsafe.IsNullRef(ref wanted) && !_roster.IsInDoubt(wanted) && !_roster.IsMatched(wanted.First)
            && _roster.CustomerOf(wanted.First) is { IsInScope: true, Failure: null } customer
            && (customer.Doubt is null || ReferenceEquals(customer, tag.Customer))
            && (wanted.Source is null || Rank(tag, customer, wanted.First) > Rank(wanted.Source, customer, wanted.First)))
        {
            wanted.Source = tag;
        }
    }

    /// <summary>Of several tags of the customer itself: the code in the same case, then the tag that the state knows.</summary>
    private int Rank(UnmatchedTag tag, PlanCustomer customer, int row)
    {
        if (!ReferenceEquals(tag.Customer, customer))
        {
            return 0;
        }

        var isExact = string.Equals(Cell.Trim(tag.Code), _roster.Rows[row].Code, StringComparison.Ordinal);
        var isPlaced = _state.Find(customer.RefId, Cell.Trim(tag.Code)!, tag.Plate) is { Revoked: null };
        return 1 + (isExact ? 2 : 0) + (isPlaced ? 1 : 0);
    }
}
