using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParkUp.Client;

/// <summary>Who wants a code: rows by index, and the tag that a change or move takes it from.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct WantedCode(int First, int Other)
{
    /// <summary>The first row that disagrees with <see cref="First"/>; negative where all agree.</summary>
    public readonly bool IsInConflict => Other >= 0;

    public UnmatchedTag? Source { get; set; }
}

/// <summary>
/// The rows of a roster, found by customer and by code. The rows of a code that is not in conflict all want the same
/// tag, so that the first of them stands for all: no row needs a place in a chain.
/// </summary>
internal sealed class PlanRoster
{
    private readonly Dictionary<string, PlanCustomer> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WantedCode> _codes;
    private readonly HashSet<(PlanCustomer Customer, string Code)> _conflicts = new(new CustomerCodeComparer());
    private readonly PlanCustomer?[] _customerOf;
    private readonly Marks[] _marks;
    private bool _hasConflict;

    public PlanRoster(IReadOnlyList<PlanRow> rows, PlanState state, Predicate<string>? isInScope)
    {
        Rows = rows;
        _codes = new(rows.Count, StringComparer.OrdinalIgnoreCase);
        _customerOf = new PlanCustomer?[rows.Count];
        _marks = new Marks[rows.Count];
        var order = new List<PlanCustomer>();
        for (var i = 0; i < rows.Count; i++)
        {
            AddToCustomer(i, order, isInScope);
            AddToCode(i);
        }

        // Most rosters have none, and need no second look at each code.
        for (var i = 0; _hasConflict && i < rows.Count; i++)
        {
            NoteConflict(i);
        }

        foreach (var customer in state.Customers)
        {
            AddOfState(customer, order, isInScope);
        }

        Customers = order;
    }

    [Flags]
    private enum Marks : byte
    {
        None = 0,

        /// <summary>The list shows the tag as the row wants it.</summary>
        Matched = 1,

        /// <summary>The row gives its customer another number than a row before it.</summary>
        OtherId = 2,

        /// <summary>The file seems to end in the middle of the row.</summary>
        Cut = 4,
    }

    public IReadOnlyList<PlanRow> Rows { get; }

    /// <summary>Those in scope: of the roster, then of the state.</summary>
    public IReadOnlyList<PlanCustomer> Customers { get; }

    /// <summary>The first row whose reference cannot be read: it may be about any customer. Negative where there is none.</summary>
    public int UnreadRefIdRow { get; private set; } = -1;

    /// <summary>The first row that seems cut off; negative where there is none.</summary>
    public int CutRow { get; private set; } = -1;

    public PlanCustomer? Find(string refId) => _customers.GetValueOrDefault(refId);

    /// <summary>The customer of a row; null where its reference cannot be read.</summary>
    public PlanCustomer? CustomerOf(int row) => _customerOf[row];

    public bool IsMatched(int row) => _marks[row].HasFlag(Marks.Matched);

    public bool IsCut(int row) => _marks[row].HasFlag(Marks.Cut);

    /// <summary>Whether a row cannot be read, or contradicts its customer.</summary>
    public bool HasFault(int row) => _customerOf[row] is null || Rows[row].Fault is not null || _marks[row].HasFlag(Marks.OtherId);

    /// <summary>Why a row with a fault cannot be read.</summary>
    public string FaultOf(int row) => Rows[row].Fault
        ?? (_customerOf[row] is { } customer ? customer.IdDisagreement(Rows) : Texts.Blank.With(FieldCheck.Label("RefId")));

    /// <summary>Who wants a code; <see cref="Unsafe.NullRef{T}"/> where nobody does.</summary>
    public ref WantedCode Wanted(string code) => ref CollectionsMarshal.GetValueRefOrNullRef(_codes, code);

    /// <summary>Whether rows disagree on a code, or none that wants it can be read.</summary>
    public bool IsInDoubt(in WantedCode wanted) => wanted.IsInConflict || HasFault(wanted.First);

    /// <summary>Whether a row of the customer names the code.</summary>
    public bool Names(PlanCustomer customer, string code)
    {
        ref var wanted = ref Wanted(code);
        return !Unsafe.IsNullRef(ref wanted)
            && (wanted.IsInConflict ? _conflicts.Contains((customer, code)) : ReferenceEquals(_customerOf[wanted.First], customer));
    }

    /// <summary>Whether a row of the customer names the code with the plate, or the rows that name it disagree.</summary>
    public bool Names(PlanCustomer customer, string code, string? plate) => Names(customer, code)
        && (Wanted(code) is { IsInConflict: true } || string.Equals(Rows[Wanted(code).First].Plate, plate, StringComparison.Ordinal));

    /// <summary>The row that takes the tag to another customer; null where none does.</summary>
    public int? MoveOf(UnmatchedTag tag)
    {
        ref var wanted = ref Wanted(Cell.Trim(tag.Code)!);
        return !Unsafe.IsNullRef(ref wanted) && ReferenceEquals(wanted.Source, tag) && !ReferenceEquals(_customerOf[wanted.First], tag.Customer)
            ? wanted.First
            : null;
    }

    /// <summary>Whether the customer may hold the code all the same: its list does not show it, and may be cut.</summary>
    public bool IsBeyondList(in WantedCode wanted) => _customerOf[wanted.First] is { Doubt: not null } customer
        && !IsMatched(wanted.First) && !ReferenceEquals(wanted.Source?.Customer, customer);

    /// <summary>Takes a tag of the customer's list for the one that a row wants, if it is.</summary>
    /// <param name="isNew">Whether it is the first one for that row.</param>
    public bool Match(PlanCustomer customer, string code, string? plate, out bool isNew)
    {
        isNew = false;
        ref var wanted = ref Wanted(code);
        if (Unsafe.IsNullRef(ref wanted) || !ReferenceEquals(_customerOf[wanted.First], customer)
            || !string.Equals(Rows[wanted.First].Plate, plate, StringComparison.Ordinal))
        {
            return false;
        }

        isNew = !IsMatched(wanted.First);
        _marks[wanted.First] |= Marks.Matched;
        return true;
    }

    public void MarkCut(int row)
    {
        _marks[row] |= Marks.Cut;
        CutRow = CutRow < 0 ? row : Math.Min(CutRow, row);
    }

    private void AddToCustomer(int index, List<PlanCustomer> order, Predicate<string>? isInScope)
    {
        var row = Rows[index];
        if (row.RefId is not { } refId)
        {
            UnreadRefIdRow = UnreadRefIdRow < 0 ? index : UnreadRefIdRow;
            return;
        }

        var customer = AddCustomer(refId, order, isInScope);
        _customerOf[index] = customer;
        customer.HasRows = true;
        customer.NamesTag |= row.Code is not null;
        customer.HasBlankRow |= row is { Code: null, Fault: null };
        customer.MayBeCut |= row.MayBeCut;
        if (row.Fault is null && !customer.Merge(Rows, index))
        {
            _marks[index] |= Marks.OtherId;
        }

        if (HasFault(index) && customer.FaultRow < 0)
        {
            customer.FaultRow = index;
        }
    }

    private PlanCustomer AddCustomer(string refId, List<PlanCustomer> order, Predicate<string>? isInScope)
    {
        ref var customer = ref CollectionsMarshal.GetValueRefOrAddDefault(_customers, refId, out _);
        if (customer is null)
        {
            customer = new PlanCustomer(refId, isInScope?.Invoke(refId) ?? true);
            if (customer.IsInScope)
            {
                order.Add(customer);
            }
        }

        return customer;
    }

    private void AddOfState(CustomerKey key, List<PlanCustomer> order, Predicate<string>? isInScope)
    {
        // Those out of scope have nothing to say: what the state holds of them is not asked for.
        if (_customers.ContainsKey(key.RefId) || isInScope?.Invoke(key.RefId) != false)
        {
            AddCustomer(key.RefId, order, isInScope).StateId ??= key.Id;
        }
    }

    private void AddToCode(int index)
    {
        if (Rows[index].Code is not { } code)
        {
            return;
        }

        ref var wanted = ref CollectionsMarshal.GetValueRefOrAddDefault(_codes, code, out var isKnown);
        if (!isKnown)
        {
            wanted = new WantedCode(index, Other: -1);
        }
        else if (!Agree(wanted.First, index))
        {
            wanted.Other = wanted.IsInConflict ? wanted.Other : index;
            _hasConflict = true;
        }
        else if ((HasFault(wanted.First) && !HasFault(index)) || Rows[wanted.First].Plate is null)
        {
            // The row that says most stands for the code.
            wanted.First = index;
        }
    }

    /// <summary>Whether two rows want their code at one customer, with one plate; a plate that cannot be read is no other one.</summary>
    private bool Agree(int one, int other) => _customerOf[one] is { } customer && ReferenceEquals(customer, _customerOf[other])
        && (Rows[one].Plate is null || Rows[other].Plate is null || string.Equals(Rows[one].Plate, Rows[other].Plate, StringComparison.Ordinal));

    private void NoteConflict(int index)
    {
        if (Rows[index].Code is { } code && _customerOf[index] is { } customer && Wanted(code).IsInConflict)
        {
            _conflicts.Add((customer, code));
        }
    }

    /// <summary>The customer itself, and the code in any case.</summary>
    private sealed class CustomerCodeComparer : IEqualityComparer<(PlanCustomer Customer, string Code)>
    {
        public bool Equals((PlanCustomer Customer, string Code) x, (PlanCustomer Customer, string Code) y) =>
            ReferenceEquals(x.Customer, y.Customer) && string.Equals(x.Code, y.Code, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((PlanCustomer Customer, string Code) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Customer), obj.Code.GetHashCode(StringComparison.OrdinalIgnoreCase));
    }
}
